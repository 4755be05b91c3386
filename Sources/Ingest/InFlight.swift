import Synchronization

/// What is being worked on, by site.
final class InFlight: Sendable {
    private struct State {
        var bySite: [String: Set<Int64>] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.count } }
    var bySite: [String: Set<Int64>] { state.withLock { $0.bySite } }

    func count(site: String) -> Int { state.withLock { $0.bySite[site]?.count ?? 0 } }

    var all: Set<Int64> { state.withLock { $0.bySite.values.reduce(into: []) { $0.formUnion($1) } } }

    /// - Returns: whether it was not there yet.
    @discardableResult
    func insert(_ id: Int64, site: String) -> Bool {
        state.withLock { state in
            let isNew = state.bySite[site, default: []].insert(id).inserted
            if isNew { state.count += 1 }
            return isNew
        }
    }

    func remove(_ id: Int64, site: String) {
        state.withLock { state in
            guard state.bySite[site]?.remove(id) != nil else { return }
            state.count -= 1
            if state.bySite[site]?.isEmpty ?? false { state.bySite[site] = nil }
        }
    }
}
