/// The part of an address behind the question mark.
struct PageQuery: Sendable, Hashable {
    private(set) var values: [String: String] = [:]

    /// The longest value that is looked at.
    private static let longest = 200

    init(_ pairs: [(name: String, value: String)] = []) {
        for (name, value) in pairs.prefix(20) where values[name] == nil { values[name] = String(value.prefix(Self.longest)) }
    }

    /// A value without blanks around it; empty where there is none.
    subscript(name: String) -> String {
        var value = (values[name] ?? "")[...]
        while value.last?.isWhitespace ?? false { value.removeLast() }
        return String(value.drop(while: \.isWhitespace))
    }

    /// - Parameter text: as a browser sends it (application/x-www-form-urlencoded of the URL standard): `q=two+words&page=2`.
    init(_ text: String) {
        self.init(
            text.split(separator: "&").prefix(20).map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(Self.decoded)
                return (name: parts[0], value: parts.count > 1 ? parts[1] : "")
            })
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func number(_ name: String) -> Int? { Int(self[name]) }

    /// The same with some values changed; empty ones fall out.
    func with(_ changes: (String, String)...) -> PageQuery {
        var query = self
        for (name, value) in changes { query.values[name] = value }
        return query
    }

    /// As it stands in a relative address, in a fixed order: `feeds?health=failing&page=2`.
    func address(_ page: String) -> String {
        let pairs = values.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        return page + (pairs.isEmpty ? "" : "?" + pairs.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&"))
    }

    /// With all but unreserved characters percent-encoded (RFC 3986 section 2.3).
    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || "-._~".utf8.contains(byte)
            if isPlain { bytes.append(byte) } else { bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
