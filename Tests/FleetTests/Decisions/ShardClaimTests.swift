import Testing

@testable import Fleet

/// A repeatable source of randomness (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Mix.finish(state)
    }
}

@Suite struct ShardClaimTests {
    private let shard = Shard(number: 17)

    private func membership(_ leases: [(String, String)], leaving: Set<String> = [], at now: Duration = .zero) -> Membership {
        var membership = Membership()
        for (lease, worker) in leases {
            membership.saw(lease: lease, worker: worker, revision: 1, isLeaving: leaving.contains(lease), at: now)
        }
        membership.completed()
        return membership
    }

    private func next(_ entry: ShardClaim.Entry, _ lease: String, _ membership: Membership) -> ShardClaim.Action {
        let isLeaving = membership.members[lease]?.isLeaving ?? true
        return ShardClaim.Plan(lease: lease, membership: membership, isLeaving: isLeaving).next(for: shard, entry)
    }

    @Test func `a shard that nobody owns is taken by the one it is meant for, with the next epoch`() {
        let entry = ShardClaim.Entry(lease: nil, worker: nil, epoch: 4, revision: 30)
        let members = membership([("a1", "ada"), ("b1", "bela")])
        let meantFor = Rendezvous.owner(of: shard, among: ["ada", "bela"]) == "ada" ? "a1" : "b1"
        for lease in ["a1", "b1"] {
            let action = next(entry, lease, members)
            #expect(action == (lease == meantFor ? .take(epoch: 5, revision: 30) : .nothing))
        }
    }

    @Test func `a living owner is not robbed; it hands over by itself`() {
        let members = membership([("a1", "ada"), ("b1", "bela")])
        let (right, wrong) = Rendezvous.owner(of: shard, among: ["ada", "bela"]) == "ada" ? ("a1", "b1") : ("b1", "a1")
        let entry = ShardClaim.Entry(lease: wrong, worker: nil, epoch: 4, revision: 30)
        #expect(next(entry, right, members) == .nothing)
        #expect(next(entry, wrong, members) == .handOver)
        var after = members
        after.sawEnd(of: wrong)
        #expect(next(entry, right, after) == .take(epoch: 5, revision: 30))
    }

    @Test func `nothing is concluded before the first reading is through`() {
        var members = Membership()
        members.saw(lease: "a1", worker: "ada", revision: 1, isLeaving: false, at: .zero)
        #expect(next(.vacant, "a1", members) == .nothing)
        members.completed()
        #expect(next(.vacant, "a1", members) == .take(epoch: 1, revision: 0))
    }

    @Test func `a worker that leaves gives everything up, even to nobody`() {
        let alone = membership([("a1", "ada")], leaving: ["a1"])
        let entry = ShardClaim.Entry(lease: "a1", worker: "ada", epoch: 1, revision: 3)
        #expect(next(entry, "a1", alone) == .handOver)
    }

    @Test func `a lease that was ended is not believed any more`() {
        var members = membership([("a1", "ada")])
        #expect(members.expired(at: .milliseconds(8399), times: LeaseTimes()) == [])
        #expect(members.expired(at: .milliseconds(8400), times: LeaseTimes()).map(\.lease) == ["a1"])
        members.sawEnd(of: "a1")
        members.saw(lease: "a1", worker: "ada", revision: 9, isLeaving: false, at: .seconds(9))
        #expect(!members.isAlive("a1"))
    }

    @Test func `a worker that has started again is counted once, by its newer lease`() {
        var members = membership([("a1", "ada")])
        members.saw(lease: "a2", worker: "ada", revision: 5, isLeaving: false, at: .seconds(1))
        #expect(members.takers() == ["ada": "a2"])
        let entry = ShardClaim.Entry(lease: "a1", worker: "ada", epoch: 1, revision: 3)
        #expect(next(entry, "a2", members) == .nothing)
        members.sawEnd(of: "a1")
        #expect(next(entry, "a2", members) == .take(epoch: 2, revision: 3))
    }

    /// Workers on a made-up store and clock: they are killed, stopped and started at random, requests fail and answers are lost, those to
    /// the first writes of a lease among them.
    /// A worker acts on a shard only while its lease lets it; nobody else may at that time.
    @Test(arguments: 0..<12)
    func `no two workers may act on a shard at once, and a dead one's are taken in time`(seed: Int) {
        var random = SeededGenerator(state: UInt64(seed))
        var world = World()
        for number in 0..<4 { world.start("w\(number)") }
        var stalledUntil = Duration.zero
        for tick in 0..<800 {
            world.now = .milliseconds(tick * 100)
            if Int.random(in: 0..<150, using: &random) == 0 {
                stalledUntil = world.now + .milliseconds(Int.random(in: 0...6400, using: &random))
            }
            if Int.random(in: 0..<120, using: &random) == 0 { world.disturb(using: &random) }
            world.isStalled = world.now < stalledUntil
            let rarity = seed % 2 == 0 ? 40 : 4
            for index in world.workers.indices { world.step(index, loss: Int.random(in: 0..<rarity, using: &random) == 0) }
            for shard in world.shards {
                let acting = world.workers.filter { $0.isRunning && $0.owned[shard] != nil && $0.lease.mayAct(at: world.now) }
                #expect(acting.count <= 1, "seed \(seed), \(world.now), shard \(shard): \(acting.map(\.name))")
            }
        }
        // All running and no trouble: everything is at work within 15 s.
        for index in world.workers.indices { world.workers[index].isRunning = true }
        world.isStalled = false
        let end = world.now + .seconds(15)
        while world.now < end {
            world.now += .milliseconds(100)
            for index in world.workers.indices { world.step(index, loss: false) }
        }
        for shard in world.shards { #expect(world.workers.filter { $0.owned[shard] != nil }.count == 1, "seed \(seed)") }
    }
}

/// A made-up store with compare-and-set, and the workers on it.
private struct World {
    struct Worker {
        var name: String
        var leaseName: String
        var lease = MemberLease()
        var membership = Membership()
        var owned: [Shard: UInt64] = [:]
        /// A stopped one knows nothing of the time that passes.
        var isRunning = true
    }

    var now = Duration.zero
    var isStalled = false
    var workers: [Worker] = []
    let shards = Shard.all.prefix(16)
    private var revision: UInt64 = 0
    private var leases: [String: (worker: String, revision: UInt64, number: UInt64)] = [:]
    private var ended: Set<String> = []
    private var entries: [Shard: ShardClaim.Entry] = [:]
    private var starts = 0

    mutating func start(_ name: String) {
        starts += 1
        workers.append(Worker(name: name, leaseName: "\(name)-\(starts)"))
    }

    mutating func disturb(using random: inout SeededGenerator) {
        guard let index = workers.indices.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<3, using: &random) {
        case 0: workers[index].isRunning.toggle()
        case 1:
            // Killed, and started again.
            let name = workers.remove(at: index).name
            start(name)
        default: workers[index].isRunning = true
        }
    }

    mutating func step(_ index: Int, loss: Bool) {
        var worker = workers[index]
        guard worker.isRunning else { return }
        // Watching: an election stops writers, readers see what there is.
        for (name, lease) in leases {
            worker.membership.saw(lease: name, worker: lease.worker, revision: lease.revision, isLeaving: false, at: now)
        }
        for name in worker.membership.members.keys where leases[name] == nil { worker.membership.sawEnd(of: name) }
        worker.membership.completed()
        let action = worker.lease.next(at: now)
        switch action {
        case .create, .renew:
            let expected: UInt64? = if case .renew(let revision) = action { revision } else { nil }
            let number = worker.lease.sends(at: now)
            if !isStalled, leases[worker.leaseName]?.revision == expected, !ended.contains(worker.leaseName) {
                revision += 1
                leases[worker.leaseName] = (worker.name, revision, number)
                // An answer that is lost leaves the worker in doubt.
                if loss { worker.lease.failed(sentAt: now) } else { worker.lease.renewed(revision: revision, sentAt: now) }
            } else {
                worker.lease.failed(sentAt: now)
            }
        case .read:
            if isStalled {
                worker.lease.failed(sentAt: now)
            } else if let found = leases[worker.leaseName] {
                worker.lease.found(.entry(revision: found.revision, number: found.number), sentAt: now)
            } else {
                worker.lease.found(ended.contains(worker.leaseName) ? .ended : .absent, sentAt: now)
            }
        case .restart:
            starts += 1
            worker.leaseName = "\(worker.name)-\(starts)"
            worker.lease = MemberLease()
            worker.owned = [:]
        case .wait: break
        }
        if !isStalled, worker.lease.mayAct(at: now) { act(&worker) }
        workers[index] = worker
    }

    private mutating func act(_ worker: inout Worker) {
        for member in worker.membership.expired(at: now, times: worker.lease.times) where leases[member.lease]?.revision == member.revision
        {
            leases[member.lease] = nil
            ended.insert(member.lease)
            worker.membership.sawEnd(of: member.lease)
        }
        let plan = ShardClaim.Plan(lease: worker.leaseName, membership: worker.membership, isLeaving: false)
        for shard in shards {
            let entry = entries[shard] ?? .vacant
            if entry.lease != worker.leaseName { worker.owned[shard] = nil }
            switch plan.next(for: shard, entry) {
            case .take(let epoch, let expected) where entry.revision == expected:
                revision += 1
                entries[shard] = ShardClaim.Entry(lease: worker.leaseName, worker: worker.name, epoch: epoch, revision: revision)
                worker.owned[shard] = epoch
            case .handOver:
                worker.owned[shard] = nil
                revision += 1
                entries[shard] = ShardClaim.Entry(lease: nil, worker: nil, epoch: entry.epoch, revision: revision)
            case .take, .nothing: break
            }
        }
    }
}
