import Foundation
import Records
import Synchronization
import Testing

@Suite struct OwnThreadTests {
    /// How much runs at once.
    private final class Running: Sendable {
        private let count = Mutex((now: 0, most: 0))
        var most: Int { count.withLock { $0.most } }

        func begin() {
            count.withLock { count in
                count.now += 1
                count.most = max(count.most, count.now)
            }
        }

        func end() { count.withLock { $0.now -= 1 } }
    }

    @Test func `much work at once has few threads, and all of it is done`() async {
        let running = Running()
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 1...300 {
                group.addTask {
                    await OwnThread.run {
                        running.begin()
                        Thread.sleep(forTimeInterval: 0.001)
                        running.end()
                        return number
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(sum == 300 * 301 / 2)
        #expect(running.most <= 8)
    }
}
