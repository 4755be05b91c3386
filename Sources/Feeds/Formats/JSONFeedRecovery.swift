import JSONText

/// Finds what can be read of a JSON Feed that is cut off, or broken in one of its items.
enum JSONFeedRecovery {
    /// The document with nothing but those of its items that can be read.
    ///
    /// - Returns: `nil` where there is no such item.
    static func soundPart(of bytes: [UInt8], depth: Int) -> [UInt8]? {
        bytes.withUnsafeBufferPointer { bytes in
            var search = Search(bytes: bytes, depth: depth, bytesLeft: 4 * bytes.count + 65_536)
            return search.soundPart()
        }
    }
}

private struct Search {
    let bytes: UnsafeBufferPointer<UInt8>
    let depth: Int
    /// How many more bytes may be looked at: an item whose end is missing is looked for up to the end of the document.
    var bytesLeft: Int

    mutating func soundPart() -> [UInt8]? {
        guard let start = startOfItems() else { return nil }
        var output = Array(bytes[..<start])
        var position = start
        var isFirst = true
        while let next = nextItem(from: position) {
            guard let end = endOfItem(from: next) else {
                position = next + 1
                continue
            }
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            output.append(contentsOf: bytes[next..<end])
            position = end
        }
        guard !isFirst else { return nil }
        output.append(contentsOf: "]".utf8)
        // What stands behind the items is the feed's; it is left out where it is broken, too.
        if let close = closeOfItems(from: position) {
            let whole = output + bytes[(close + 1)...]
            if (try? JSONValue(parsing: whole, lenient: true, maximumDepth: depth)) != nil { return whole }
        }
        output.append(contentsOf: "}".utf8)
        return output
    }

    /// The position behind the bracket that opens the list of items.
    private func startOfItems() -> Int? {
        var position = 0
        var level = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard let end = endOfString(from: position) else { return nil }
                let isItems = level == 1 && bytes[position..<end].elementsEqual("\"items\"".utf8)
                position = end
                guard isItems else { continue }
                var next = skipSpace(from: end)
                guard next < bytes.count, bytes[next] == UInt8(ascii: ":") else { continue }
                next = skipSpace(from: next + 1)
                guard next < bytes.count, bytes[next] == UInt8(ascii: "[") else { continue }
                return next + 1
            case UInt8(ascii: "{"), UInt8(ascii: "["): level += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): level -= 1
            default: break
            }
            position += 1
        }
        return nil
    }

    /// Where the next object begins that may be an item: at the start of the list, or behind another's end and a comma.
    private mutating func nextItem(from start: Int) -> Int? {
        var (position, isBlank) = (start, true)
        while bytesLeft > 0, position < bytes.count {
            bytesLeft -= 1
            if bytes[position] == UInt8(ascii: "{"), isItemStart(position) { return position }
            // Right behind an item, or before the first, the end of the list is what it seems.
            if isBlank, bytes[position] == UInt8(ascii: "]") { return nil }
            isBlank = isBlank && bytes[position] <= 0x20
            position += 1
        }
        return nil
    }

    private func isItemStart(_ position: Int) -> Bool {
        guard let comma = lastVisible(before: position) else { return false }
        if bytes[comma] == UInt8(ascii: "[") { return true }
        guard bytes[comma] == UInt8(ascii: ","), let brace = lastVisible(before: comma) else { return false }
        return bytes[brace] == UInt8(ascii: "}")
    }

    private func lastVisible(before position: Int) -> Int? {
        var position = position - 1
        while position >= 0, bytes[position] <= 0x20 { position -= 1 }
        return position < 0 ? nil : position
    }

    /// The position behind the item's last brace; `nil` where what begins here is no item.
    private mutating func endOfItem(from start: Int) -> Int? {
        var position = start
        var level = 0
        defer { bytesLeft -= position - start }
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard let end = endOfString(from: position) else {
                    position = bytes.count
                    return nil
                }
                position = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): level += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                level -= 1
                if level == 0 {
                    position += 1
                    let value = try? JSONValue(parsing: bytes[start..<position], lenient: true, maximumDepth: depth)
                    // Without an id it may be an attachment of an item that can't be read.
                    return value?["id"] == nil ? nil : position
                }
            default: break
            }
            position += 1
        }
        return nil
    }

    /// The bracket that closes the list of items, where nothing but that follows.
    private func closeOfItems(from start: Int) -> Int? {
        let next = skipSpace(from: start)
        return next < bytes.count && bytes[next] == UInt8(ascii: "]") ? next : nil
    }

    private func endOfString(from start: Int) -> Int? {
        var position = start + 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return position < bytes.count ? position + 1 : nil
    }

    private func skipSpace(from start: Int) -> Int {
        var position = start
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
        return position
    }
}
