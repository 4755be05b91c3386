import Glibc

/// Room on the disk of the output, and the size of the state.
struct Disk: Sendable, Hashable {
    /// Bytes that the daemon may still write, and all; `nil` where that is not known.
    var free: Int?
    var total: Int?
    var stateBytes: Int?

    init() {}

    init(output: String, state: String) {
        var system = statvfs()
        if statvfs(output, &system) == 0 {
            let block = UInt64(system.f_frsize)
            free = Int(clamping: UInt64(system.f_bavail).multipliedReportingOverflow(by: block).partialValue)
            total = Int(clamping: UInt64(system.f_blocks).multipliedReportingOverflow(by: block).partialValue)
        }
        var file = stat()
        if stat(state, &file) == 0 { stateBytes = Int(file.st_size) }
    }

    /// Whether the daemon will soon have no room: less than 500 MB and less than a twentieth.
    var isLow: Bool {
        guard let free, let total else { return false }
        return free < 500 << 20 && free < total / 20
    }
}
