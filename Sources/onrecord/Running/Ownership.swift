import Configuration
import Glibc
import Records

/// Whose files the program makes where root runs it.
enum Ownership {
    /// From now on acts as the owner of the state, where root has started the program and the state is another user's.
    ///
    /// Otherwise a single `sudo onrecord feeds add` would leave files behind that the service may not write to.
    ///
    /// - Throws: the exit status 1 with a message where that is refused.
    static func take(_ settings: Settings) throws {
        guard geteuid() == 0 else { return }
        var information = stat()
        // A state that root has made already is root's to go on with.
        guard stat(settings.state, &information) == 0 || stat(FilePath.folder(of: settings.state), &information) == 0,
            information.st_uid != 0
        else { return }
        var group = information.st_gid
        guard setgroups(1, &group) == 0, setgid(group) == 0, setuid(information.st_uid) == 0 else {
            let owner = getpwuid(information.st_uid).map { String(cString: $0.pointee.pw_name) } ?? "\(information.st_uid)"
            throw Failure.failed("\(settings.state) belongs to \(owner), whose rights cannot be taken: run this as that user")
        }
    }
}
