import Glibc
import Records

/// Room on the disk of the output, and the size of the state.
///
/// Whether that is enough the daemon says (`Telemetry.Snapshot.lacksRoom`), which knows `min_free` and looks at the state's disk too.
struct Disk: Sendable, Hashable {
    /// `nil` where it is not known.
    var room: DiskRoom?
    var stateBytes: Int?

    init() {}

    init(output: String, state: String) {
        room = try? DiskRoom(at: output)
        var file = stat()
        if stat(state, &file) == 0 { stateBytes = Int(file.st_size) }
    }
}
