/// The header fields of a response, in their order; names are compared without regard to case.
public struct HeaderFields: Sendable, Hashable {
    /// Names in lower case, values without surrounding white space.
    public private(set) var fields: [(name: String, value: String)] = []

    public init() {}

    /// The first value of that name.
    public subscript(name: String) -> String? {
        let name = name.lowercased()
        return fields.first { $0.name == name }?.value
    }

    /// All values of that name, in order.
    public func values(_ name: String) -> [String] {
        let name = name.lowercased()
        return fields.filter { $0.name == name }.map(\.value)
    }

    public static func == (left: HeaderFields, right: HeaderFields) -> Bool {
        left.fields.elementsEqual(right.fields) { $0 == $1 }
    }

    public func hash(into hasher: inout Hasher) {
        for field in fields {
            hasher.combine(field.name)
            hasher.combine(field.value)
        }
    }

    /// Adds a field.
    public mutating func append(name: String, value: String) {
        fields.append((name.lowercased(), value))
    }

    /// Adds a header line as it came; lines without a name and a colon, and lines that go on from the one before, are passed over.
    mutating func append(line: some Collection<UInt8>) {
        guard let first = line.first, first > 0x20, let colon = line.firstIndex(of: 0x3a),
            line[..<colon].allSatisfy({ $0 >= 0x20 && $0 < 0x7f || $0 == 0x09 })
        else { return }
        let value = line[line.index(after: colon)...].filter { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
        append(name: String(decoding: line[..<colon], as: UTF8.self).trimmed, value: String(decoding: value, as: UTF8.self).trimmed)
    }
}

extension String {
    /// Without spaces and tabs at both ends.
    var trimmed: String {
        var bytes = utf8[...]
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
