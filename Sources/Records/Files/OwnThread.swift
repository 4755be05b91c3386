import Foundation
import Synchronization

/// Work that waits for disks, databases or locks, or computes for long, on threads of its own.
///
/// On Swift's own pool, which has a thread a core, it would keep everything else waiting: timers, leases, the network. The threads are few,
/// and what finds none free waits in order: so work must not wait for other work here.
public enum OwnThread {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var threads = 0
    }

    private static let state = Mutex(State())
    private static let mostThreads = 8

    /// Does some work and returns when it is done.
    public static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<Value, Failure>, Never>) in
            begin { done.resume(returning: Result { () throws(Failure) in try work() }) }
        }
        return try result.get()
    }

    private static func begin(_ work: @escaping @Sendable () -> Void) {
        let isThreadMissing = state.withLock { state in
            state.waiting.append(work)
            guard state.threads < mostThreads else { return false }
            state.threads += 1
            return true
        }
        if isThreadMissing {
            // A thread ends when nothing waits: there is no work for most of the time.
            Thread.detachNewThread { while let next = next() { next() } }
        }
    }

    private static func next() -> (@Sendable () -> Void)? {
        state.withLock { state in
            if state.waiting.isEmpty {
                state.threads -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
