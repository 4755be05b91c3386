import Foundation

/// Threads for work that computes for long.
///
/// On Swift's own pool, which has one thread a core, such work would keep the timers, the network and the status page waiting.
final class Workers: Sendable {
    private let queue: OperationQueue

    /// - Parameter count: how many threads; by default one a core.
    init(count: Int = ProcessInfo.processInfo.activeProcessorCount) {
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = max(1, count)
        queue.name = "onrecord.workers"
    }

    /// Does some work on one of the threads, in the order of the calls.
    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.addOperation { continuation.resume(returning: work()) }
        }
    }
}
