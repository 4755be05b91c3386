import Glibc

/// How much room a file system has left, and whether that is enough to go on.
public struct DiskRoom: Sendable, Hashable {
    /// What a program without special rights can still write, in bytes.
    public var free: Int
    /// The size of the whole file system.
    public var size: Int

    public init(free: Int, size: Int) {
        self.free = free
        self.size = size
    }

    /// Asks the system about the file system that a path is on.
    ///
    /// - Throws: ``FileError`` where there is no such path.
    public init(at path: String) throws(FileError) {
        var answer = statvfs()
        guard statvfs(path, &answer) == 0 else { throw FileError(operation: "ask for the room at", path: path, code: errno) }
        // A block count times a block size is a size in bytes, which fits for any disk there is.
        free = Int(clamping: answer.f_bavail.multipliedReportingOverflow(by: answer.f_frsize).partialValue)
        size = Int(clamping: answer.f_blocks.multipliedReportingOverflow(by: answer.f_frsize).partialValue)
    }

    /// The room that has to be left: as it was asked for, or 500 MB, but on a small file system a twentieth of it.
    public func needed(_ wanted: Int?) -> Int { wanted ?? min(500 << 20, size / 20) }

    /// Whether there is too little. Once there was, a tenth more is needed, so that it does not change at every moment.
    public func isLow(_ wanted: Int?, wasLow: Bool) -> Bool {
        let needed = needed(wanted)
        return free < (wasLow ? needed + needed / 10 : needed)
    }
}
