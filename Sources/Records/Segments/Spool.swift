import Glibc
import Synchronization

/// Records that could not be published while a cluster had no quorum: on disk, in order, bounded, delivered when it has one again.
public final class Spool: Sendable {
    private struct State {
        var length: Int
        /// Up to here all has been delivered.
        var delivered = 0
        var isDelivering = false
    }

    private let path: String
    private let most: Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - path: the spool's file, made if it is not there.
    ///   - most: how many bytes it may have.
    /// - Throws: ``FileError``.
    public init(path: String, most: Int = 256 << 20) throws(FileError) {
        self.path = path
        self.most = most
        let file = try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT)
        var whole = 0
        let reader = try LineReader(path: path)
        // A line that a crash cut short was never promised to anybody.
        while try reader.next() != nil { whole = reader.offset }
        try file.truncate(to: whole)
        state = Mutex(State(length: whole))
    }

    /// How many bytes wait.
    public var waiting: Int { state.withLock { $0.length - $0.delivered } }

    /// Keeps a record.
    ///
    /// - Returns: whether there was room.
    /// - Throws: ``FileError``: nothing was kept.
    public func keep(_ record: EncodedRecord) throws(FileError) -> Bool {
        let line = record.streamed + [0x0A]
        return try state.withLock { state throws(FileError) in
            guard state.length + line.count <= most else { return false }
            let file = try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT)
            try file.write(line, at: state.length)
            try file.synchronize()
            state.length += line.count
            return true
        }
    }

    /// Delivers what waits, in order.
    ///
    /// - Parameter publish: delivers one; where it throws, the rest waits on. After a crash some are delivered again.
    /// - Returns: how many were delivered.
    @discardableResult
    public func deliver(_ publish: (EncodedRecord) async throws -> Void) async throws -> Int {
        let begins = state.withLock { state in
            defer { state.isDelivering = true }
            return !state.isDelivering && state.length > state.delivered
        }
        guard begins else { return 0 }
        defer { state.withLock { $0.isDelivering = false } }
        var count = 0
        let reader = try LineReader(path: path, offset: state.withLock { $0.delivered })
        while let line = try reader.next() {
            if let record = EncodedRecord(streamed: Array(line)) {
                try await publish(record)
                count += 1
            }
            let end = reader.offset
            state.withLock { $0.delivered = end }
        }
        try state.withLock { state in
            // What came in meanwhile is for the next time.
            guard state.delivered == state.length else { return }
            try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT).truncate(to: 0)
            (state.length, state.delivered) = (0, 0)
        }
        return count
    }
}
