/// The targets of `Link` header fields (RFC 8288), as far as discovering a hub needs them.
public enum LinkHeader {
    /// - Parameters:
    ///   - relation: such as `hub`, in lower case.
    ///   - fields: the values of all `Link` fields.
    /// - Returns: the targets as they are written, in their order; at most eight.
    public static func targets(of relation: String, in fields: [String]) -> [String] {
        var targets: [String] = []
        for field in fields.prefix(32) {
            var rest = Array(field.utf8.prefix(8192))[...]
            while let open = rest.firstIndex(of: UInt8(ascii: "<")), let close = rest[open...].firstIndex(of: UInt8(ascii: ">")) {
                let target = String(decoding: rest[(open + 1)..<close], as: UTF8.self)
                let end = endOfParameters(rest[(close + 1)...])
                if targets.count < 8, relations(rest[(close + 1)..<end]).contains(relation) { targets.append(target) }
                rest = rest[end...]
            }
        }
        return targets
    }

    /// The comma that ends a link's parameters.
    private static func endOfParameters(_ bytes: ArraySlice<UInt8>) -> Int {
        first(UInt8(ascii: ","), in: bytes) ?? bytes.endIndex
    }

    /// Where a mark first stands outside of quotation marks.
    private static func first(_ mark: UInt8, in bytes: ArraySlice<UInt8>) -> Int? {
        var isQuoted = false
        var position = bytes.startIndex
        while position < bytes.endIndex {
            switch bytes[position] {
            case UInt8(ascii: "\\") where isQuoted: position += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case mark where !isQuoted: return position
            default: break
            }
            position += 1
        }
        return nil
    }

    private static func relations(_ parameters: ArraySlice<UInt8>) -> [String] {
        var rest = parameters
        while !rest.isEmpty {
            let end = first(UInt8(ascii: ";"), in: rest) ?? rest.endIndex
            let parts = rest[..<end].split(separator: UInt8(ascii: "="), maxSplits: 1).map { part in
                String(decoding: part.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self).lowercased()
            }
            // The first one counts (section 3.3).
            if parts.count == 2, parts[0].filter({ !$0.isWhitespace }) == "rel" {
                return parts[1].split(whereSeparator: \.isWhitespace).map(String.init)
            }
            rest = end < rest.endIndex ? rest[(end + 1)...] : []
        }
        return []
    }
}
