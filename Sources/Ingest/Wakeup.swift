import Synchronization

/// Wakes a loop that has nothing to do.
final class Wakeup: Sendable {
    private struct State {
        var isSignalled = false
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Ends the present or the next ``wait(atMost:)``.
    func signal() {
        let sleeper = state.withLock { state in
            defer { state.sleeper = nil }
            if state.sleeper == nil { state.isSignalled = true }
            return state.sleeper
        }
        sleeper?.resume()
    }

    /// Returns after a signal, after that time, or when the task is cancelled. One task waits at a time.
    func wait(atMost time: Duration) async {
        let alarm = Task {
            try? await Task.sleep(for: time)
            if !Task.isCancelled { self.signal() }
        }
        defer { alarm.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isAwake = state.withLock { state in
                    if state.isSignalled || Task.isCancelled {
                        state.isSignalled = false
                        return true
                    }
                    state.sleeper = continuation
                    return false
                }
                if isAwake { continuation.resume() }
            }
        } onCancel: {
            signal()
        }
    }
}
