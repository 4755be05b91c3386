import Synchronization

/// Lets each request of a fetch pass in its turn, redirects too: between politeness and the client.
public protocol HopGate: Sendable {
    /// Waits until the address may be asked, or throws where it may not.
    func enter(_ address: WebAddress) async throws(FetchError)
    /// Called once after each `enter` that did not throw.
    ///
    /// - Parameters:
    ///   - status: the answer's status, `nil` where there was none.
    ///   - headers: the answer's header fields, likewise.
    func leave(_ address: WebAddress, status: Int?, headers: HeaderFields?)
}

/// Fetches over HTTP by libcurl: one thread, connections kept for reuse, every hop's address checked, everything bounded.
///
/// ```swift
/// let client = HTTPClient(settings: HTTPClientSettings(userAgent: "onrecord/1.0 (+https://example.org/bot)"))
/// let answer = try await client.fetch(FetchRequest(url: "https://example.org/feed"))
/// ```
///
/// Redirects are followed here and not by libcurl, so that each hop's name is looked up, checked and pinned before the connection, and
/// each hop waits for its turn at its site. Cookies are never kept.
public final class HTTPClient: Sendable {
    private let settings: HTTPClientSettings
    private let guarding: Mutex<AddressGuard>
    private let userAgent: Mutex<String>
    private let resolver: Resolver
    private let loop: TransferLoop

    public init(settings: HTTPClientSettings) {
        self.settings = settings
        guarding = Mutex(settings.guarding)
        userAgent = Mutex(settings.userAgent)
        resolver = Resolver(maxThreads: settings.maxLookups, lookup: settings.lookup)
        loop = TransferLoop(settings: settings)
    }

    deinit { loop.beginClosing() }

    /// Breaks off what is under way (it ends with `cancelled`) and returns when the client's thread has ended.
    public func shutdown() async { await loop.close() }

    /// What the bodies of all answers take just now, in bytes.
    var bodyBytes: Int { loop.room.taken }

    /// Puts other rules about addresses into force for requests from now on, idle connections included.
    public func setGuard(_ guarding: AddressGuard) {
        self.guarding.withLock { $0 = guarding }
    }

    /// Says something else of who asks from now on.
    public func setUserAgent(_ userAgent: String) {
        self.userAgent.withLock { $0 = userAgent }
    }

    /// Fetches a URL, following redirects.
    ///
    /// - Parameters:
    ///   - request: what to ask for, and its bounds.
    ///   - gate: asked before each hop, if given.
    /// - Returns: the answer, of whatever status: 304, 404 and 503 are answers too.
    /// - Throws: `FetchError` where there is no whole answer within the bounds.
    public func fetch(_ request: FetchRequest, gate: (any HopGate)? = nil) async throws(FetchError) -> FetchResponse {
        guard let start = WebAddress(request.url) else {
            if WebAddress.hasForeignScheme(request.url) {
                throw FetchError(.protocolNotAllowed, url: request.url, message: "only http and https are fetched")
            }
            throw FetchError(.malformedURL, url: request.url, message: "not a URL that can be fetched")
        }
        var address = start
        var redirects: [Redirect] = []
        var seen: Set<String> = [start.text]
        var spent = Duration.zero
        var decodes = true
        while true {
            if let gate { try await gate.enter(address) }
            let (result, elapsed) = await self.hop(request, from: start, to: address, timeout: request.timeout - spent, decodes: decodes)
            spent += elapsed
            let answer: HopAnswer
            switch result {
            case .success(let success):
                gate?.leave(address, status: success.status, headers: success.headers)
                answer = success
            case .failure(let error):
                gate?.leave(address, status: nil, headers: nil)
                guard error.kind == .badEncoding, decodes else { throw error }
                // Servers that name a coding they don't use (or break it) are asked once more, for the bare bytes.
                decodes = false
                continue
            }
            if !decodes, Self.isStillCoded(answer) {
                throw FetchError(.badEncoding, at: address, message: "the body is not in the coding that the server says")
            }
            guard let location = Self.location(answer, of: request) else {
                return try response(answer, request, address, redirects, spent)
            }
            let next = try Self.target(of: location, from: address)
            redirects.append(Redirect(status: answer.status, to: next.text))
            guard redirects.count <= request.maxRedirects else {
                throw FetchError(.tooManyRedirects, at: address, message: "more than \(request.maxRedirects) redirects")
            }
            // Without cookies the same question gets the same answer.
            guard seen.insert(next.text).inserted else {
                throw FetchError(.tooManyRedirects, at: address, message: "redirects go round in a circle")
            }
            address = next
        }
    }

    private func response(
        _ answer: HopAnswer, _ request: FetchRequest, _ address: WebAddress, _ redirects: [Redirect], _ elapsed: Duration
    ) throws(FetchError) -> FetchResponse {
        var answer = answer
        if !answer.isTruncated, Gunzip.isGzip(answer.body) {
            do throws(Inflate.Failure) {
                answer.body = try Gunzip.unpack(answer.body, bound: request.maxBytes)
            } catch {
                switch error {
                case .tooLarge: throw FetchError(.tooLarge, at: address, message: "the body is larger than \(request.maxBytes) bytes")
                case .malformed: throw FetchError(.badEncoding, at: address, message: "the body is a broken gzip file")
                }
            }
            answer.space.take(answer.body.capacity, isKept: true)
            guard loop.room.hasRoom(for: answer.space, bound: request.maxBytes) else {
                throw FetchError(.noRoom, at: address, message: Transfer.noRoomWords)
            }
        }
        return FetchResponse(
            status: answer.status, finalURL: address.text, redirects: redirects, headers: answer.headers, body: answer.body,
            isTruncated: answer.isTruncated, address: answer.address, elapsed: elapsed, space: answer.space)
    }

    /// Whether an answer to a request for bare bytes holds bytes in a coding that can't be undone, which would be read as a text.
    private static func isStillCoded(_ answer: HopAnswer) -> Bool {
        guard (200..<300).contains(answer.status), answer.headers["content-encoding"] != nil else { return false }
        let start = answer.body.prefix(1024)
        // A gzip file is unpacked all the same. UTF-16 and UTF-32 have bytes of any kind, and begin with a mark.
        let marks: [[UInt8]] = [[0xff, 0xfe], [0xfe, 0xff], [0, 0, 0xfe, 0xff]]
        guard !Gunzip.isGzip(answer.body), !marks.contains(where: { start.starts(with: $0) }) else { return false }
        return start.contains { $0 < 0x09 || (0x0e...0x1a).contains($0) }
    }

    private static func location(_ answer: HopAnswer, of request: FetchRequest) -> String? {
        let followed = request.body == nil ? [301, 302, 303, 307, 308] : [307, 308]
        guard followed.contains(answer.status) else { return nil }
        return answer.headers["location"].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func target(of location: String, from address: WebAddress) throws(FetchError) -> WebAddress {
        if WebAddress.hasForeignScheme(location) {
            throw FetchError(
                .protocolNotAllowed, at: address, message: "redirects to \(PublicURL.text(location)), which is neither http nor https")
        }
        guard let next = address.resolving(location) else {
            throw FetchError(.malformedURL, at: address, message: "redirects to something that is no URL: \(PublicURL.text(location))")
        }
        return next
    }

    // MARK: One hop

    private func hop(
        _ request: FetchRequest, from start: WebAddress, to address: WebAddress, timeout: Duration, decodes: Bool
    ) async -> (Result<HopAnswer, FetchError>, elapsed: Duration) {
        let guarding = guarding.withLock { $0 }
        var pinned: [IPAddress] = []
        do throws(FetchError) {
            guard !Task.isCancelled else { throw FetchError(.cancelled, at: address, message: "cancelled") }
            guard timeout > .zero else { throw FetchError(.timeout, at: address, message: "the redirects took too long") }
            if let literal = address.literalAddress {
                guard guarding.allows(literal) else { throw Self.notAllowed(literal, address) }
            } else if request.proxy == nil {
                pinned = try await lookUp(address, guarding, timeout: request.connectTimeout)
            }
            let isTrusted = start.sharesCredentials(with: address)
            let hop = Hop(
                address: address, pinned: pinned,
                headerLines: try Self.headerLines(request, isTrusted: isTrusted, decodes: decodes, address),
                body: request.body?.bytes, user: isTrusted ? start.user : nil, password: isTrusted ? start.password : nil,
                userAgent: userAgent.withLock { $0 },
                proxy: request.proxy, caFile: request.caFile, timeout: timeout,
                connectTimeout: request.connectTimeout, maxBytes: request.maxBytes, truncates: request.truncates, decodes: decodes,
                guarding: request.proxy == nil ? guarding : nil)
            let transfer = Transfer(hop: hop, settings: settings, room: loop.room)
            return (await loop.run(transfer), transfer.elapsed)
        } catch {
            return (.failure(error), .zero)
        }
    }

    private func lookUp(
        _ address: WebAddress, _ guarding: AddressGuard, timeout: Duration
    ) async throws(FetchError) -> [IPAddress] {
        switch await resolver.resolve(address.host, timeout: timeout) {
        case .cancelled:
            throw FetchError(.cancelled, at: address, message: "cancelled")
        case .timeout:
            throw FetchError(.unresolvable(isTemporary: true), at: address, message: "the name server did not answer in time")
        case .found(.failure(let message, let isTemporary)):
            throw FetchError(.unresolvable(isTemporary: isTemporary), at: address, message: "\(message): \(address.host)")
        case .found(.addresses(let addresses)):
            let allowed = addresses.filter { guarding.allows($0) }
            if allowed.isEmpty, let first = addresses.first { throw Self.notAllowed(first, address) }
            return allowed
        }
    }

    private static func notAllowed(_ ip: IPAddress, _ address: WebAddress) -> FetchError {
        FetchError(
            .addressNotAllowed(ip.description), at: address,
            message: "\(ip) is not a public address, and allow_networks does not name it")
    }

    private static func headerLines(
        _ request: FetchRequest, isTrusted: Bool, decodes: Bool, _ address: WebAddress
    ) throws(FetchError) -> [String] {
        var fields = isTrusted ? request.headers : []
        for (name, value) in [
            ("Accept", request.accept), ("If-None-Match", request.etag), ("If-Modified-Since", request.lastModified),
            ("Accept-Encoding", decodes ? nil : "identity"),
            ("Content-Type", request.body?.contentType),
        ] {
            guard let value, !value.isEmpty, !fields.contains(where: { $0.name.lowercased() == name.lowercased() }) else { continue }
            fields.append((name, value))
        }
        var lines: [String] = []
        for (name, value) in fields {
            guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x3a && $0 != 0x3b }),
                value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 })
            else { throw FetchError(.other, at: address, message: "a header field of the request has characters that can't be sent") }
            // libcurl's way of sending a field without a value is a semicolon.
            lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        return lines
    }
}
