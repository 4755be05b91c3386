@testable import Fetching
@testable import WebSub

extension Readers {
    /// What comes out of a gzip file, and of its bytes taken for bare deflate data, is bounded.
    static func gzip(_ bytes: [UInt8]) {
        let bound = 1 << 18
        if let whole = try? Gunzip.unpack(bytes, bound: bound) { check(whole.count <= bound, "no more comes out than is allowed") }
        var inflate = Inflate(bytes, bound: bound)
        let end = try? inflate.run(at: 0)
        check((end ?? 0) <= bytes.count, "a stream ends in its file")
        check(inflate.output.count <= bound, "also then no more comes out than is allowed")
    }

    /// The bytes are an answer's header lines, and its body.
    static func fields(_ bytes: [UInt8]) {
        var headers = HeaderFields()
        for line in bytes.split(separator: 0x0A).prefix(512) { headers.append(line: line) }
        for (name, value) in headers.fields {
            check((name + value).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }, "no control character comes through")
            check((HTTPDate.parse(value) ?? 0) < 253_402_387_200, "dates end with the year 9999")
        }
        let now: Int64 = 1_760_000_000
        let year = 365 * 86_400
        for status in [200, 403, 429, 503] {
            let response = FetchResponse(
                status: status, finalURL: "https://lakeside.example/", redirects: [], headers: headers, body: bytes, isTruncated: false,
                address: "", elapsed: .zero)
            check((0...year).contains(response.freshFor ?? 0), "an answer is fresh for a year at the most")
            check((0...year).contains(response.cacheControl.maxAge ?? 0), "also by its directives")
            let wait = response.askedWait(now: now) ?? .zero
            check(wait >= .zero && wait <= RetryAfter.maximum, "a wait has its bounds")
            _ = (response.etag, response.lastModified, response.contentType, response.expires, response.date)
        }
    }

    /// The first line is a URL, the rest a reference to it.
    static func url(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        for text in parts {
            check(isShowable(PublicURL.text(text)), "what is shown is one short line")
            _ = (PublicURL.base(text), WebAddress.hasForeignScheme(text))
            if let address = IPAddress(text) {
                check(IPAddress(address.description) == address, "an address that was written reads the same")
            }
            if let range = NetworkRange(text) {
                check(NetworkRange(range.description) == range && range.contains(range.base), "a network that was written reads the same")
            }
        }
        guard let address = WebAddress(parts[0]) else { return }
        for address in [address, address.resolving(parts.last ?? "")].compactMap(\.self) {
            check(WebAddress(address.text)?.text == address.text, "a URL that was written reads the same")
            check(!address.host.isEmpty && (1...65_535).contains(address.port) && address.target.hasPrefix("/"), "a URL names a server")
            check(isShowable(PublicURL.text(address)), "what is shown is one short line")
            let site = Site.key(for: address)
            check(Site.key(forHost: site) == site, "a site is its own site")
            if let literal = address.literalAddress { _ = AddressGuard().allows(literal) }
        }
    }

    private static func isShowable(_ text: String) -> Bool {
        text.utf8.count <= 600 && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) }
    }

    /// The bytes are a hub's question, `Link` fields, a signature, and what was signed.
    static func websub(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let query = text.split(separator: "&").map { field in
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return (name: parts[0], value: parts.count == 2 ? parts[1] : "")
        }
        switch HubIntent(query: query) {
        case .subscribe(_, let challenge, let lease):
            check(!challenge.isEmpty && challenge.utf8.count <= HubIntent.longestChallenge, "a challenge has its bounds")
            check((lease ?? .zero) >= .zero, "a lease is no less than nothing")
        case .unsubscribe, .denied, nil: break
        }
        check(LinkHeader.targets(of: "hub", in: text.split(separator: "\n").map(String.init)).count <= 8, "no more hubs than allowed")
        let forged = HubSignature(field: text)
        check(forged?.holds(for: bytes, secret: "lake") != true, "what was not signed with the secret does not hold")
        let sound = HubSignature.field(secret: text, body: bytes).flatMap { HubSignature(field: $0) }
        check(sound?.holds(for: bytes, secret: text) == true, "what was signed holds")
    }
}
