internal import CSystemShims
import Glibc

/// Runs a function on a thread of its own, with all signals blocked: they are the main program's to handle, and a write to a closed
/// connection must be an error and no SIGPIPE.
///
/// - Parameters:
///   - name: as `top -H` shows it; at most 15 bytes.
///   - stackSize: in bytes.
/// - Returns: whether the system gave a thread.
func startThread(_ name: String, stackSize: Int = 512 << 10, _ body: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, stackSize)
    let context = Unmanaged.passRetained(ThreadBody(name: name, body: body))
    var thread = pthread_t()
    if pthread_create(&thread, &attributes, runThread, context.toOpaque()) == 0 { return true }
    context.release()
    return false
}

private final class ThreadBody: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) { (self.name, self.body) = (name, body) }
}

private nonisolated func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    if let context {
        let thread = Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue()
        onrecord_name_thread(thread.name)
        thread.body()
    }
    return nil
}
