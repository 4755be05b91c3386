/// What begins with `<!`: comments, sections, and the document type with the entities that it defines.
extension XMLScanner {
    /// Reads past a comment or passes a section on.
    mutating func declaration() -> Token? {
        if starts(with: "<!--") {
            if !hasUnendedComment, let end = find("-->", from: position + 4) {
                position = end
            } else {
                isIllFormed = true
                hasUnendedComment = true
                // Nothing but a ">" can end a comment that never ends.
                position = index(of: UInt8(ascii: ">"), from: position).map { $0 + 1 } ?? bytes.count
            }
            return nil
        }
        if starts(with: "<![CDATA[") || starts(with: "<![cdata[") {
            let start = position + 9
            if sectionEnd < start + 3 { sectionEnd = find("]]>", from: start) ?? bytes.count + 3 }
            content = start..<(sectionEnd - 3)
            position = min(sectionEnd, bytes.count)
            if sectionEnd > bytes.count {
                isIllFormed = true
                isCutOff = true
            }
            return .cdata
        }
        if starts(with: "<!DOCTYPE") || starts(with: "<!doctype") {
            doctype()
            return .doctype
        }
        isIllFormed = true
        position = index(of: UInt8(ascii: ">"), from: position).map { $0 + 1 } ?? bytes.count
        return nil
    }

    /// Ends the section that was read last at an earlier place, to go on from there.
    public mutating func cutSection(at end: Int) {
        precondition(content.contains(end) || content.upperBound == end)
        content = content.lowerBound..<end
        position = end
        isIllFormed = true
        isCutOff = false
    }

    /// Reads past the declaration and takes up the entities of its internal subset.
    private mutating func doctype() {
        position += 9
        var inSubset = false
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "["):
                inSubset = true
                position += 1
            case UInt8(ascii: "]"):
                inSubset = false
                position += 1
            case UInt8(ascii: ">"):
                position += 1
                if !inSubset { return }
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                // An apostrophe that quotes nothing must not swallow the document: no literal here holds a tag.
                let end = index(of: bytes[position], from: position + 1)
                position = end.flatMap { index(of: UInt8(ascii: "<"), from: position + 1, before: $0) == nil ? $0 : nil } ?? position
                position += 1
            case UInt8(ascii: "<"):
                if starts(with: "<!ENTITY") {
                    entity()
                } else if starts(with: "<!--") {
                    position = find("-->", from: position + 4) ?? bytes.count
                } else if inSubset {
                    position += 1
                } else {
                    // The declaration lost its end.
                    isIllFormed = true
                    return
                }
            default: position += 1
            }
        }
    }

    /// `<!ENTITY name "text">`; external ones, those of parameters and those that hold others are passed over.
    private mutating func entity() {
        position += 8
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
        let start = position
        while position < bytes.count, !Self.endsName(bytes[position]) { position += 1 }
        let name = start..<position
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'"),
            let end = index(of: bytes[position], from: position + 1)
        else { return }
        let value = UnsafeBufferPointer(rebasing: bytes[(position + 1)..<end])
        position = end + 1
        guard entities.values.count < 512, (1...64).contains(name.count), value.count <= 4096 else { return }
        let holdsOthers = value.indices.contains {
            value[$0] == UInt8(ascii: "&") && ($0 + 1 == value.count || value[$0 + 1] != UInt8(ascii: "#"))
        }
        guard !holdsOthers else { return }
        var text: [UInt8] = []
        CharacterReferences.append(value, to: &text, in: .xml)
        entities.values[String(decoding: bytes[name], as: UTF8.self)] = text
    }
}

/// The entities of one document that are plain text, and how much they may still add to it.
final class EntityTable {
    var values: [String: [UInt8]] = [:]
    private var bytesLeft: Int
    private(set) var isExhausted = false

    init(bytesLeft: Int) {
        self.bytesLeft = bytesLeft
    }

    /// What a reference stands for; `nil` for an unknown one, and for all once the allowance is used up.
    func take(_ name: String) -> [UInt8]? {
        guard let value = values[name] else { return nil }
        guard value.count <= bytesLeft else {
            isExhausted = true
            return nil
        }
        bytesLeft -= value.count
        return value
    }
}
