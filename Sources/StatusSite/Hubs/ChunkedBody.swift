/// A body that comes in chunks (RFC 9112 section 7.1), piece by piece.
struct ChunkedBody {
    private enum Place { case size, data(left: Int), afterData, trailer }

    /// The bytes between chunks, sizes, extensions and trailers, may be no more than that for each chunk, nor in the trailer.
    private static let longestLine = 256
    private static let mostTrailerLines = 16

    private(set) var body: [UInt8] = []
    private(set) var isComplete = false
    private var place = Place.size
    private var line: [UInt8] = []
    private var trailerLines = 0

    /// Takes the next bytes; what comes behind the body's end is passed over.
    ///
    /// - Throws: where they are no chunks, or these announce more than `most` bytes.
    mutating func take(_ bytes: some Collection<UInt8>, upTo most: Int) throws(HubRequest.Malformation) {
        var rest = bytes[...]
        while !isComplete, let first = rest.first {
            if case .data(let left) = place {
                let piece = rest.prefix(left)
                body += piece
                rest = rest.dropFirst(piece.count)
                place = left > piece.count ? .data(left: left - piece.count) : .afterData
                continue
            }
            rest = rest.dropFirst()
            guard first == UInt8(ascii: "\n") else {
                line.append(first)
                if line.count > Self.longestLine { throw HubRequest.Malformation(status: 400) }
                continue
            }
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            try endLine(upTo: most)
            line.removeAll(keepingCapacity: true)
        }
    }

    private mutating func endLine(upTo most: Int) throws(HubRequest.Malformation) {
        switch place {
        case .size:
            let digits = String(decoding: line.prefix { ![UInt8(ascii: ";"), UInt8(ascii: " ")].contains($0) }, as: UTF8.self)
            guard (1...16).contains(digits.utf8.count), digits.allSatisfy(\.isHexDigit), let size = Int(digits, radix: 16) else {
                throw HubRequest.Malformation(status: 400)
            }
            guard size <= most - body.count else { throw HubRequest.Malformation(status: 413) }
            place = size > 0 ? .data(left: size) : .trailer
        case .afterData:
            guard line.isEmpty else { throw HubRequest.Malformation(status: 400) }
            place = .size
        case .trailer:
            trailerLines += 1
            guard trailerLines <= Self.mostTrailerLines else { throw HubRequest.Malformation(status: 400) }
            isComplete = line.isEmpty
        case .data: break
        }
    }
}
