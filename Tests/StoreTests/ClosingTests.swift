import Foundation
import Synchronization
import Testing

@testable import Store

@Suite struct ClosingTests {
    /// Where the pool's threads are all held up no time limit runs out either, so a thread of its own watches. Its ten minutes are far
    /// beyond what other tests hold these threads for on the busiest machine.
    private final class Watch: Sendable {
        private let isDone = Atomic<Bool>(false)

        init() {
            Thread.detachNewThread { [self] in
                for _ in 0..<6000 where !isDone.load(ordering: .relaxed) { Thread.sleep(forTimeInterval: 0.1) }
                if !isDone.load(ordering: .relaxed) { fatalError("closing waits for readers that wait for closing") }
            }
        }

        func end() { isDone.store(true, ordering: .relaxed) }
    }

    @Test func `stores are closed while they are read, more of them at once than there are threads`() async throws {
        let watch = Watch()
        defer { watch.end() }
        for _ in 0..<8 {
            let machines = try (0..<2 * ProcessInfo.processInfo.activeProcessorCount).map { _ in try Machine() }
            let stores = machines.map(\.store)
            await withTaskGroup(of: Void.self) { group in
                for store in stores {
                    for _ in 0..<20 { group.addTask { _ = try? await store.feeds() } }
                    group.addTask { await store.close() }
                }
            }
        }
    }
}
