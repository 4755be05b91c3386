/// A JSON value (RFC 8259), members in their order of appearance.
public indirect enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    /// A whole number of more digits than a `Double` holds exactly, as it was written.
    case longNumber(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One name with its value in an object.
    public struct Member: Sendable, Equatable {
        public var name: String
        public var value: JSONValue

        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The value of the first member of that name, or `nil` for no such member or no object.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The element at that position, or `nil` past the end or for no array.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// The string, or `nil` for any other kind of value.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The number, or `nil` for any other kind of value.
    public var number: Double? {
        switch self {
        case .number(let value): value
        case .longNumber(let digits): Double(digits)
        default: nil
        }
    }

    /// The number as a whole one, or `nil` where it is none or not in `Int`'s range.
    public var int: Int? {
        if case .longNumber(let digits) = self { Int(digits) } else { number.flatMap { Int(exactly: $0) } }
    }

    /// The truth value, or `nil` for any other kind of value.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements; none for any other kind of value.
    public var array: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The members; none for any other kind of value.
    public var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }
}
