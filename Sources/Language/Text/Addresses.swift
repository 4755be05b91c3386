/// Finds web and mail addresses, which stay whole whatever marks they hold.
enum Addresses {
    private static let domains = WordSet(
        "com org net edu gov mil int info io co uk de fr es it nl be ch at au ca us eu tv fm news in jp cn ru br mx za nz ie se no dk fi pl pt"
    )

    /// The first address within a run of bytes that holds no white space, without the marks that end a sentence behind it.
    static func first(in bytes: [UInt8], _ chunk: Range<Int>) -> Range<Int>? {
        // Most words end here; where one goes on, no more is looked at than the search below goes through.
        guard chunk.count >= 4, bytes[chunk].contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }) else { return nil }
        var position = chunk.lowerBound
        while position < chunk.upperBound {
            // A candidate starts where a run of address letters starts.
            guard isHostByte(bytes[position]) else {
                position += 1
                continue
            }
            var hostEnd = position
            while hostEnd < chunk.upperBound, isHostByte(bytes[hostEnd]) || bytes[hostEnd] == UInt8(ascii: "@") { hostEnd += 1 }
            if let end = address(bytes, position..<hostEnd, chunk.upperBound) { return position..<end }
            position = hostEnd
        }
        return nil
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"): true
        default: false
        }
    }

    private static func address(_ bytes: [UInt8], _ host: Range<Int>, _ limit: Int) -> Int? {
        let scheme =
            host.upperBound + 2 < limit && bytes[host.upperBound] == UInt8(ascii: ":")
            && bytes[host.upperBound + 1] == UInt8(ascii: "/") && bytes[host.upperBound + 2] == UInt8(ascii: "/")
        if scheme, host.count <= 8 { return trimmed(bytes, host.lowerBound, limit) }
        var end = host.upperBound
        while end > host.lowerBound, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: "-") { end -= 1 }
        guard let dot = bytes[host.lowerBound..<end].lastIndex(of: UInt8(ascii: ".")), dot > host.lowerBound, dot + 1 < end else {
            return nil
        }
        let www = host.count > 4 && bytes[host.lowerBound..<host.lowerBound + 4].elementsEqual([0x77, 0x77, 0x77, 0x2E])
        // "works.It" is a lost space; "example.it" is an address: their last piece is small.
        guard www || (domains.contains(WordHash(bytes, dot + 1..<end)) && bytes[dot + 1] & 0x20 != 0 && dot - host.lowerBound > 1) else {
            return nil
        }
        if end < limit, end == host.upperBound, bytes[end] == UInt8(ascii: "/") { return trimmed(bytes, end, limit) }
        return end
    }

    /// The end of an address that runs up to `limit` at most.
    private static func trimmed(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int {
        var end = start
        while end < limit, bytes[end] > 0x20, bytes[end] < 0x7F, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "<"),
            bytes[end] != UInt8(ascii: ">")
        {
            end += 1
        }
        while end > start + 1, sentenceMarks.contains(bytes[end - 1]) { end -= 1 }
        return end
    }

    private static let sentenceMarks = Set(".,;:!?)]}'*".utf8)
}
