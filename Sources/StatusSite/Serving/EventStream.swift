import FlyingSocks
import Synchronization

/// Server-sent events that tell an open page when to renew itself.
///
/// Each event carries nothing but the number of the change; a comment now and then shows that the daemon is alive.
struct EventStream: AsyncBufferedSequence {
    typealias Element = UInt8

    let board: Board
    let seat: Seats.Seat

    func makeAsyncIterator() -> Iterator { Iterator(board: board, seat: seat) }

    /// Waits for changes.
    struct Iterator: AsyncBufferedIteratorProtocol {
        let board: Board
        let seat: Seats.Seat
        private var seen: Int?

        /// How often the board is looked at, and how many looks without news make a comment.
        private static let interval: Duration = .seconds(2)
        private static let looks = 7

        init(board: Board, seat: Seats.Seat) {
            self.board = board
            self.seat = seat
        }

        mutating func next() async throws -> UInt8? { nil }

        mutating func nextBuffer(suggested _: Int) async throws -> [UInt8]? {
            guard let before = seen else {
                seen = await board.view(notOlderThan: Self.interval).version
                return Array("retry: 5000\n\n".utf8)
            }
            for _ in 0..<Self.looks {
                try await Task.sleep(for: Self.interval)
                let version = await board.view(notOlderThan: Self.interval).version
                guard version != before else { continue }
                seen = version
                return Array("data: \(version)\n\n".utf8)
            }
            return Array(": still here\n\n".utf8)
        }
    }
}

/// How many there may be at once of what is long and costs room.
final class Seats: Sendable {
    private let taken = Mutex(0)
    private let most: Int

    init(_ most: Int) {
        self.most = most
    }

    /// Held by one until it ends.
    final class Seat: Sendable {
        private let seats: Seats

        fileprivate init(_ seats: Seats) {
            self.seats = seats
        }

        deinit { seats.taken.withLock { $0 -= 1 } }
    }

    /// A seat, or `nil` where all are taken.
    func take() -> Seat? {
        let isFree = taken.withLock { taken in
            guard taken < most else { return false }
            taken += 1
            return true
        }
        return isFree ? Seat(self) : nil
    }
}
