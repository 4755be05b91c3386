import Glibc

/// Reads a file line by line from a given offset, in pieces, so that a file of any size takes little memory.
public final class LineReader {
    private let file: FileDescriptor
    private var buffer: [UInt8] = []
    /// Where in `buffer` the next line begins.
    private var position = 0
    /// Where in the file the next line begins: behind the last newline that was passed.
    public private(set) var offset: Int

    /// No record is longer than this: what has no newline for so long is no line, and nothing behind it is read.
    static let longestLine = 256 << 20

    /// - Throws: ``FileError`` where the file cannot be opened.
    public init(path: String, offset: Int = 0) throws(FileError) {
        file = try FileDescriptor(opening: path, flags: O_RDONLY)
        self.offset = offset
    }

    /// The next whole line without its newline, or `nil` where the file has no further newline yet.
    ///
    /// More may be there at a later call, when the file has grown.
    public func next() throws(FileError) -> ArraySlice<UInt8>? {
        var searched = position
        while true {
            if let newline = buffer[searched...].firstIndex(of: 0x0A) {
                let line = buffer[position..<newline]
                offset += newline + 1 - position
                position = newline + 1
                return line
            }
            if position > 0 {
                buffer.removeFirst(position)
                position = 0
            }
            searched = buffer.count
            guard buffer.count < Self.longestLine else { return nil }
            let piece = try file.read(max(1 << 16, buffer.count), at: offset + buffer.count)
            if piece.isEmpty { return nil }
            buffer += piece
        }
    }

    /// Whether the file that is read is the one that stands at that path now.
    func isStill(at path: String) -> Bool { file.isStill(at: path) }

    /// The length of the whole file, in bytes.
    public func fileLength() throws(FileError) -> Int { try file.length() }

    /// Whether bytes without a newline stand behind the last line.
    public var hasPartialLine: Bool { buffer.count > position }
}
