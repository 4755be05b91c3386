internal import CZstd
import Glibc

/// Compresses finished segments: a `.zst` beside each, the same bytes in the format of RFC 8878.
public struct SegmentCompression: Sendable {
    /// What is appended to a segment's name.
    public static let suffix = ".zst"
    /// The compressed file's name until it is whole.
    static let unfinishedName = ".compressing"
    /// Text of this kind shrinks to a quarter at this level, at some hundred megabytes a second.
    private static let level: Int32 = 6
    private static let pieceBytes = 1 << 20

    private let folder: String

    public init(folder: String) { self.folder = folder }

    /// The finished segments that have no compressed form yet, the oldest first.
    ///
    /// - Throws: ``FileError`` where the folder cannot be read.
    public func missing() throws(FileError) -> [String] {
        missing(among: try RetentionWork(folder: folder).segments().map(\.name))
    }

    /// Those of some segments that have no compressed form yet.
    public func missing(among segments: [String]) -> [String] {
        segments.filter { access("\(folder)/\($0)\(Self.suffix)", F_OK) != 0 }
    }

    /// Compresses one segment; the file gets its name once it is whole and synced.
    ///
    /// - Throws: ``FileError``.
    public func compress(_ name: String) throws(FileError) {
        let source = try FileDescriptor(opening: "\(folder)/\(name)", flags: O_RDONLY)
        let target = try FileDescriptor(opening: "\(folder)/\(Self.unfinishedName)", flags: O_WRONLY | O_CREAT | O_TRUNC)
        guard let context = ZSTD_createCCtx() else { throw FileError(operation: "compress", path: source.path, code: ENOMEM) }
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Self.level)
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        var (position, written) = (0, 0)
        var room = [UInt8](repeating: 0, count: ZSTD_CStreamOutSize())
        while true {
            let piece = try source.read(Self.pieceBytes, at: position)
            position += piece.count
            let isLast = piece.count < Self.pieceBytes
            var consumed = 0
            while true {
                var produced = 0
                let rest = piece.withUnsafeBytes { input in
                    room.withUnsafeMutableBytes { output in
                        var from = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: consumed)
                        var to = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
                        let rest = ZSTD_compressStream2(context, &to, &from, isLast ? ZSTD_e_end : ZSTD_e_continue)
                        (consumed, produced) = (from.pos, to.pos)
                        return rest
                    }
                }
                guard ZSTD_isError(rest) == 0 else { throw FileError(operation: "compress", path: source.path, code: EIO) }
                if produced > 0 { try target.write(Array(room.prefix(produced)), at: written) }
                written += produced
                if isLast ? rest == 0 : consumed == piece.count { break }
            }
            if isLast { break }
        }
        try target.replace(name + Self.suffix, inFolder: folder)
    }

    /// The bytes that a compressed file holds, of which there are at most `room`.
    ///
    /// - Throws: ``FileError`` where it is not whole.
    static func decompress(_ bytes: [UInt8], room: Int) throws(FileError) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: room)
        let count = bytes.withUnsafeBytes { input in
            result.withUnsafeMutableBytes { ZSTD_decompress($0.baseAddress, $0.count, input.baseAddress, input.count) }
        }
        guard ZSTD_isError(count) == 0 else { throw FileError(operation: "decompress", path: "", code: EIO) }
        return Array(result.prefix(count))
    }
}
