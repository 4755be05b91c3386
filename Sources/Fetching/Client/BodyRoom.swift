import Synchronization

/// How much memory the bodies of all answers may take together, from the first byte until nobody needs them any more.
///
/// Each body has a bound of its own, but hundreds may come at once, and what has come waits for somebody who reads it. A few dozen hostile
/// sites, each with a body just within its bound that never ends, or that unpacks from a few kilobytes, would take more than the daemon
/// may have. So where there is no room for one more piece, the largest body under way is given up. Small ones always have room.
final class BodyRoom: Sendable {
    private struct State {
        var taken = 0
        /// Of it, by answers that are complete.
        var kept = 0
        /// Those under way that are no small ones any more.
        var large: [ObjectIdentifier: Transfer] = [:]
        var givenUp: [Transfer] = []
    }

    private let size: Int
    private let state = Mutex(State())

    /// - Parameter size: in bytes.
    init(size: Int) {
        self.size = size
    }

    /// What is never refused: as many feeds as are polled at once have that much each.
    private var small: Int { size / 1024 }

    /// The bytes that are taken.
    var taken: Int { state.withLock { $0.taken } }

    /// Whether what has come waits for those who read it, so that no more should be asked for than what keeps the line busy.
    var isCrowded: Bool { state.withLock { $0.kept > size / 2 } }

    /// Finds room for a body under way that is about to take so much in all, gives the largest ones up as long as there is none, and takes
    /// it where the body is not given up itself.
    ///
    /// A body within its own bound has room where it is alone. Only for the thread that the transfers belong to, which has to end those
    /// that were given up: their decoders take memory until then.
    func fit(_ transfer: Transfer, taking bytes: Int) {
        let size = max(size, transfer.hop.maxBytes &* 2)
        if bytes > small { state.withLock { $0.large[ObjectIdentifier(transfer)] = transfer } }
        while let largest = largest(leaving: size, for: transfer, taking: bytes) {
            largest.giveUp(isAtWork: largest === transfer)
            if largest === transfer { return }
        }
        transfer.space.take(bytes)
    }

    /// The largest body, with one of them as large as it wants to be, where not all of them fit.
    private func largest(leaving size: Int, for transfer: Transfer, taking bytes: Int) -> Transfer? {
        let more = bytes - transfer.space.bytes
        return state.withLock { state in
            func space(_ other: Transfer) -> Int { other === transfer ? bytes : other.space.bytes }
            guard state.taken + more > size, let largest = state.large.values.max(by: { space($0) < space($1) }) else { return nil }
            state.large[ObjectIdentifier(largest)] = nil
            state.givenUp.append(largest)
            return largest
        }
    }

    /// Whether a body that is complete may take so much.
    func hasRoom(for space: BodySpace, bound: Int) -> Bool {
        space.bytes <= small || taken <= max(size, bound &* 2)
    }

    /// The transfers that have been given up since the last call.
    func takeGivenUp() -> [Transfer] {
        state.withLock { state in
            defer { state.givenUp = [] }
            return state.givenUp
        }
    }

    /// Notes that a transfer has ended.
    func ended(_ transfer: Transfer) {
        state.withLock { $0.large[ObjectIdentifier(transfer)] = nil }
    }

    fileprivate func change(taken: Int, kept: Int) {
        state.withLock { state in
            state.taken += taken
            state.kept += kept
        }
    }
}

/// The part of the room that one body takes; it is free again when this goes.
final class BodySpace: Sendable {
    private let room: BodyRoom
    private let state = Mutex((bytes: 0, isKept: false))

    init(in room: BodyRoom) {
        self.room = room
    }

    deinit {
        let (bytes, isKept) = state.withLock { $0 }
        room.change(taken: -bytes, kept: isKept ? -bytes : 0)
    }

    var bytes: Int { state.withLock { $0.bytes } }

    /// Takes so much from now on.
    ///
    /// - Parameter isKept: whether the body is complete.
    func take(_ bytes: Int, isKept: Bool = false) {
        let (taken, kept) = state.withLock { state in
            let before = state
            state = (bytes, isKept)
            return (bytes - before.bytes, (isKept ? bytes : 0) - (before.isKept ? before.bytes : 0))
        }
        room.change(taken: taken, kept: kept)
    }
}
