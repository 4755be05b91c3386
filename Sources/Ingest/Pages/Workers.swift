import Foundation
import Synchronization

/// Threads for work that computes for long.
///
/// On Swift's own pool, which has one thread a core, such work would keep the timers, the network and the status page waiting. They are
/// plain threads, which depend on no other pool having one to spare.
final class Workers: Sendable {
    /// What waits, shared with the threads, which outlive the last call by a moment.
    private final class Line: Sendable {
        private let waiting = Mutex<[@Sendable () -> Void]>([])
        private let count = DispatchSemaphore(value: 0)

        func append(_ work: @escaping @Sendable () -> Void) {
            waiting.withLock { $0.append(work) }
            count.signal()
        }

        /// The first that waits; `nil` where the line was opened for nothing, which is the end.
        func next() -> (@Sendable () -> Void)? {
            count.wait()
            return waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        }

        func end(_ threads: Int) { for _ in 0..<threads { count.signal() } }
    }

    private let line = Line()
    private let count: Int

    /// - Parameter count: how many threads; by default one a core.
    init(count: Int = ProcessInfo.processInfo.activeProcessorCount) {
        self.count = max(1, count)
        for _ in 0..<self.count {
            let thread = Thread { [line] in
                while let work = line.next() { work() }
            }
            thread.name = "worker"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    deinit { line.end(count) }

    /// Does some work on one of the threads, in the order of the calls.
    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            line.append { continuation.resume(returning: work()) }
        }
    }
}
