import Testing

@testable import Fleet

@Suite struct MembershipTests {
    private let times = LeaseTimes()

    private func membership(_ leases: [(lease: String, revision: UInt64)], at now: Duration) -> Membership {
        var membership = Membership()
        for (lease, revision) in leases { membership.saw(lease: lease, worker: lease, revision: revision, isLeaving: false, at: now) }
        return membership
    }

    @Test func `a reading anew counts also where it is older, and a silent lease stays as silent as it was`() {
        var known = membership([("silent", 10), ("alive", 20), ("gone", 30), ("older", 40)], at: .seconds(1))
        known.completed()
        known.sawEnd(of: "ended")
        known.doubt()
        #expect(!known.isComplete)
        known.replace(with: membership([("silent", 10), ("alive", 21), ("older", 5), ("ended", 9)], at: .seconds(8)))
        #expect(known.isComplete)
        #expect(Set(known.members.keys) == ["silent", "alive", "older"])
        #expect(known.members["older"]?.revision == 5)
        #expect(known.expired(at: .seconds(1) + times.expiry, times: times).map(\.lease) == ["silent"])
        // From there on it goes by the reading's revisions.
        known.saw(lease: "older", worker: "older", revision: 6, isLeaving: false, at: .seconds(9))
        #expect(known.members["older"]?.seenAt == .seconds(9))
    }

    @Test func `a lease whose end another reading has shown is not believed again`() {
        var known = membership([("a", 1)], at: .zero)
        var reading = membership([], at: .zero)
        reading.sawEnd(of: "a")
        known.replace(with: reading)
        known.saw(lease: "a", worker: "a", revision: 7, isLeaving: false, at: .zero)
        #expect(!known.isAlive("a"))
    }
}
