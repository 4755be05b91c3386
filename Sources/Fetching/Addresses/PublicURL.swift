/// URLs as they may be shown: in logs, on the status page, in records and messages.
public enum PublicURL {
    /// The URL without user and password, and with what looks like a secret replaced by `…`.
    ///
    /// Secret are the values of query fields that say so by their name (`token`, `auth`, `rss_key` …), and words elsewhere that look like
    /// keys: private feeds carry theirs there. Control characters are percent-encoded, and at most 500 bytes are shown.
    ///
    /// - Parameter url: any text that is meant as a URL, also one with slips: those are what is shown most.
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
        for scalar in String(decoding: result, as: UTF8.self).unicodeScalars {
            if scalar.value <= 0x20 || (0x7f...0x9f).contains(scalar.value) {
                for byte in UTF8.encode(scalar) ?? .init() { text += [0x25, hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]] }
            } else {
                text += UTF8.encode(scalar) ?? .init()
            }
            if text.count >= 500 { return String(decoding: text, as: UTF8.self) + "…" }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The URL as it may be shown; its user and password are no part of it in any case.
    public static func text(_ address: WebAddress) -> String { text(address.text) }

    /// What relative links of a document may be resolved against without carrying its secrets on: no user and password, and no query where
    /// that holds a secret, since a link like `#top` repeats it. The path stays: such links lead nowhere without it.
    public static func base(_ url: String) -> String {
        guard let address = WebAddress(url) else { return url }
        guard let question = address.text.firstIndex(of: "?") else { return address.text }
        let fields = address.text[question...].utf8.dropFirst().split(separator: 0x26).map { ArraySlice($0) }
        return fields.allSatisfy { veiledField($0).elementsEqual($0) } ? address.text : String(address.text[..<question])
    }

    private static func authorityStart(_ bytes: [UInt8]) -> Int? {
        guard let colon = bytes.firstIndex(of: 0x3a), bytes[(colon + 1)...].starts(with: "//".utf8) else {
            return bytes.starts(with: "//".utf8) ? 2 : nil
        }
        return colon + 3
    }

    // MARK: Query fields

    private static func veiledField(_ field: ArraySlice<UInt8>) -> [UInt8] {
        guard let equals = field.firstIndex(of: 0x3d) else { return veiled(field) }
        let name = String(decoding: field[..<equals], as: UTF8.self).lowercased()
        let value = field[(equals + 1)...]
        if !value.isEmpty, namesSecret(name, of: value) { return Array(field[...equals]) + ellipsis }
        return namesNumber(name) ? Array(field) : Array(field[...equals]) + veiled(value)
    }

    private static func namesSecret(_ name: String, of value: ArraySlice<UInt8>) -> Bool {
        if secretNames.contains(name) || secretWords.contains(where: { name.contains($0) }) { return true }
        // "author" is somebody else.
        if name.contains("auth"), !name.contains("author") || name.contains("authoriz") { return true }
        // "rss_key" is for one reader, "sort_key=date" for all.
        return name.hasSuffix("key") && (name.contains("feed") || namesReader(name) || !isPlain(value))
    }

    /// Publishers number their feeds: "channel_id" is no secret, and the only difference between two feeds. A number of the reader may be one.
    private static func namesNumber(_ name: String) -> Bool {
        name.hasSuffix("id") && !name.hasSuffix("uid") && !namesReader(name)
    }

    private static func namesReader(_ name: String) -> Bool { readers.contains { name.contains($0) } }

    /// Whether a value is a few words or a small number.
    private static func isPlain(_ value: ArraySlice<UInt8>) -> Bool {
        if value.allSatisfy(isDigit) { return value.count <= 5 }
        return !value.contains(where: isDigit) && value.split { !isAlphanumeric($0) }.allSatisfy { $0.count < 16 }
    }

    private static let secretWords = ["token", "secret", "passw", "apikey", "api_key", "api-key", "signature", "session", "credential"]
    private static let secretNames: Set<String> = [
        "key", "pass", "pwd", "sig", "sid", "code", "hash", "jwt", "k", "private", "access",
    ]
    /// What a reader is called in the names of query fields.
    private static let readers = [
        "access", "account", "client", "customer", "device", "licen", "member", "private", "rss", "subscriber", "user", "visitor",
    ]

    // MARK: Words that look like keys

    /// What stands for a key differs from key to key, so that two feeds that differ in nothing else can be told apart.
    private static func veiled(_ part: ArraySlice<UInt8>) -> [UInt8] {
        // User and password, behind a slip in what stands before them.
        if let at = part.lastIndex(of: 0x40), part[..<at].contains(0x3a) { return ellipsis + part[at...] }
        let words = part.split { !isAlphanumeric($0) && $0 != 0x2d && $0 != 0x5f }
        return words.contains(where: looksLikeKey) ? ellipsis + Array("~\(digest(part))".utf8) : Array(part)
    }

    /// Whether a word of letters, digits, hyphens and underscores is a key and no word of a headline: a UUID, 20 and more letters and digits
    /// with several of both, or 16 and more in which letters and digits, or small and capital letters, take turns again and again.
    private static func looksLikeKey(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count >= 16 else { return false }
        let runs = word.split { !isAlphanumeric($0) }
        if runs.contains(where: { $0.count >= 20 && isMixed($0) }) { return true }
        if runs.map(\.count) == [8, 4, 4, 4, 12], runs.joined().allSatisfy({ isDigit($0) || ($0 | 0x20) <= 0x66 }) { return true }
        let turns = zip(word, word.dropFirst()).count { before, after in
            guard isAlphanumeric(before), isAlphanumeric(after) else { return false }
            return isDigit(before) != isDigit(after) || before >= 0x61 && after < 0x5b && after > 0x39
        }
        // Of random letters and digits every second or third is a turn; of "covid19-update-2024" one in ten.
        return turns * 6 >= word.count && word.contains(where: isDigit) && word.count { $0 > 0x40 && $0 != 0x5f } >= 3
    }

    private static func isMixed(_ run: ArraySlice<UInt8>) -> Bool {
        let digits = run.count { isDigit($0) }
        return digits >= 3 && run.count - digits >= 3
    }

    /// 32 bits of a hash (FNV-1a), in hexadecimal: too few to find the key by.
    private static func digest(_ part: ArraySlice<UInt8>) -> String {
        String(part.reduce(0x811c_9dc5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }, radix: 16)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) }

    private static func joined(_ parts: [[UInt8]], by separator: UInt8) -> [UInt8] { Array(parts.joined(separator: [separator])) }

    private static let ellipsis = Array("…".utf8)
}
