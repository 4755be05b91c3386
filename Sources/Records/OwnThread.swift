import Foundation

/// Work that waits for disks, databases or locks, or computes for long, on a thread of its own.
///
/// On Swift's own pool, which has a thread a core, it would keep everything else waiting: timers, leases, the network.
public enum OwnThread {
    /// Does some work and returns when it is done.
    public static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<Value, Failure>, Never>) in
            Thread.detachNewThread {
                let result = Result { () throws(Failure) in try work() }
                done.resume(returning: result)
            }
        }
        return try result.get()
    }
}
