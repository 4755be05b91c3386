/// Finds a known name, of a tag or an attribute, by a hash over its bytes.
struct HTMLNameTable: Sendable {
    static let tags = HTMLNameTable(names: HTMLTag.allCases.map { $0.rawValue > HTMLTag.other.rawValue ? $0.name : "" })
    static let attributes = HTMLNameTable(names: HTMLAttribute.allCases.map(\.attributeName))

    /// Open addressing: 0 for a free slot, else the name's number.
    private var slots: [UInt8] = Array(repeating: 0, count: 1024)
    private let names: [[UInt8]]
    private let longest: Int

    /// - Parameter names: at most 255, in lower case; empty ones are never found.
    init(names: [String]) {
        self.names = names.map { Array($0.utf8) }
        longest = names.map(\.utf8.count).max() ?? 0
        for (number, name) in self.names.enumerated() where !name.isEmpty {
            var slot = Self.hash(name[...])
            while slots[slot] != 0 { slot = (slot + 1) & 1023 }
            slots[slot] = UInt8(number)
        }
    }

    private static func hash(_ name: ArraySlice<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int((hash ^ hash >> 13) & 1023)
    }

    /// The number of that name in lower case; `nil` for a name not in the table.
    func number(of name: ArraySlice<UInt8>) -> UInt8? {
        guard name.count <= longest else { return nil }
        var slot = Self.hash(name)
        while slots[slot] != 0 {
            if names[Int(slots[slot])].elementsEqual(name) { return slots[slot] }
            slot = (slot + 1) & 1023
        }
        return nil
    }
}
