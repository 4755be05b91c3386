/// URLs as they may be shown: in logs, on the status page, in records and messages.
public enum PublicURL {
    /// The URL without user and password, and with what looks like a secret replaced by `…`.
    ///
    /// Secret are the values of query fields named like `token`, `key` or `auth`, and long random words elsewhere (private feeds carry
    /// their key there), but for the values of fields named like `id`. Control characters are percent-encoded, and at most 500 bytes are shown.
    ///
    /// - Parameter url: any text that is meant as a URL.
    public static func text(_ url: some StringProtocol) -> String {
        var rest = Array(url.utf8.prefix(2048))
        var result: [UInt8] = []
        if let start = authorityStart(rest) {
            let end = rest[start...].firstIndex { $0 == 0x2f || $0 == 0x3f || $0 == 0x23 } ?? rest.endIndex
            let host = rest[start..<end].lastIndex(of: 0x40).map { $0 + 1 } ?? start
            result += rest[..<start] + rest[host..<end]
            rest = Array(rest[end...])
        }
        if let hash = rest.firstIndex(of: 0x23) { rest = Array(rest[..<hash]) }
        let question = rest.firstIndex(of: 0x3f) ?? rest.endIndex
        result += joined(rest[..<question].split(separator: 0x2f, omittingEmptySubsequences: false).map { veiled($0) }, by: 0x2f)
        if question < rest.endIndex {
            result.append(0x3f)
            let fields = rest[(question + 1)...].split(separator: 0x26, omittingEmptySubsequences: false)
            result += joined(fields.map(veiledField), by: 0x26)
        }
        var text: [UInt8] = []
        for byte in result {
            if byte <= 0x20 || byte == 0x7f {
                text += [0x25, hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            } else {
                text.append(byte)
            }
            if text.count >= 500 { return String(decoding: text, as: UTF8.self) + "…" }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The URL as it may be shown; its user and password are no part of it in any case.
    public static func text(_ address: WebAddress) -> String { text(address.text) }

    private static func authorityStart(_ bytes: [UInt8]) -> Int? {
        guard let colon = bytes.firstIndex(of: 0x3a), bytes[(colon + 1)...].starts(with: "//".utf8) else {
            return bytes.starts(with: "//".utf8) ? 2 : nil
        }
        return colon + 3
    }

    private static func veiledField(_ field: ArraySlice<UInt8>) -> [UInt8] {
        guard let equals = field.firstIndex(of: 0x3d) else { return veiled(field) }
        let name = String(decoding: field[..<equals], as: UTF8.self).lowercased()
        if equals + 1 < field.endIndex, secretWords.contains(where: { name.contains($0) }) || secretNames.contains(name) {
            return Array(field[...equals]) + ellipsis
        }
        // Publishers number their feeds: "channel_id" is no secret, and the only difference between two feeds.
        return name.hasSuffix("id") ? Array(field) : Array(field[...equals]) + veiled(field[(equals + 1)...])
    }

    /// A word of 20 and more letters and digits with several of both among them is a key, no word of a headline. What stands for it
    /// differs from key to key, so that two feeds that differ in nothing else can be told apart.
    private static func veiled(_ part: ArraySlice<UInt8>) -> [UInt8] {
        let longest = part.split { !isAlphanumeric($0) }.map { run in
            let digits = run.count { $0 < 0x3a }
            return run.count >= 20 && digits >= 3 && run.count - digits >= 3
        }
        return longest.contains(true) ? ellipsis + Array("~\(digest(part))".utf8) : Array(part)
    }

    /// 32 bits of a hash (FNV-1a), in hexadecimal: too few to find the key by.
    private static func digest(_ part: ArraySlice<UInt8>) -> String {
        String(part.reduce(0x811c_9dc5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }, radix: 16)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a)
    }

    private static func joined(_ parts: [[UInt8]], by separator: UInt8) -> [UInt8] { Array(parts.joined(separator: [separator])) }

    private static let ellipsis = Array("…".utf8)
    private static let secretWords = [
        "token", "secret", "passw", "apikey", "api_key", "api-key", "auth", "signature", "session", "credential",
    ]
    private static let secretNames: Set<String> = ["key", "pass", "pwd", "sig", "sid", "code", "hash", "jwt", "k", "private", "access"]
}
