import Testing

@testable import Fleet

@Suite struct MemberLeaseTests {
    @Test func `a lease is made, renewed in time and never by an older revision`() {
        var lease = MemberLease()
        #expect(lease.next(at: .seconds(5)) == .create)
        #expect(!lease.mayAct(at: .seconds(5)))
        lease.renewed(revision: 7, sentAt: .seconds(5))
        #expect(lease.mayAct(at: .seconds(5)))
        #expect(lease.next(at: .seconds(5)) == .wait(until: .milliseconds(5500)))
        #expect(lease.next(at: .seconds(6)) == .renew(revision: 7))
        lease.renewed(revision: 9, sentAt: .seconds(6))
        #expect(lease.next(at: .seconds(7)) == .renew(revision: 9))
    }

    @Test func `a worker without a good renewal stops before it can be taken for dead`() {
        var lease = MemberLease()
        lease.renewed(revision: 1, sentAt: .zero)
        lease.failed(sentAt: .seconds(1))
        #expect(lease.next(at: .seconds(1)) == .wait(until: .milliseconds(1050)))
        #expect(lease.next(at: .milliseconds(1050)) == .read)
        // Reading the entry shows who holds it, but not that time was won.
        lease.found(.entry(revision: 2, number: 9), sentAt: .seconds(7))
        #expect(lease.mayAct(at: .seconds(7)))
        #expect(!lease.mayAct(at: .seconds(8)))
        #expect(lease.next(at: .seconds(8)) == .restart)
        #expect(lease.times.fence < lease.times.expiry)
    }

    @Test func `an answer that comes late counts from when its request was sent`() {
        var lease = MemberLease()
        lease.renewed(revision: 1, sentAt: .zero)
        // Stopped for 20 s with the answer in the socket.
        lease.renewed(revision: 2, sentAt: .seconds(1))
        #expect(!lease.mayAct(at: .seconds(20)))
        #expect(lease.next(at: .seconds(20)) == .restart)
    }

    @Test func `an ended lease is never held again`() {
        var lease = MemberLease()
        lease.renewed(revision: 1, sentAt: .zero)
        lease.failed(sentAt: .seconds(1))
        lease.found(.ended, sentAt: .seconds(2))
        #expect(!lease.mayAct(at: .seconds(2)))
        lease.renewed(revision: 3, sentAt: .seconds(2))
        lease.found(.entry(revision: 4, number: 1), sentAt: .seconds(2))
        lease.failed(sentAt: .seconds(2))
        #expect(!lease.mayAct(at: .seconds(2)) && lease.next(at: .seconds(2)) == .restart)
    }

    @Test func `an election of 6.4 seconds is outlasted, wherever between two renewals it begins`() {
        for begin in stride(from: 0, to: 500, by: 25) {
            var lease = MemberLease()
            lease.renewed(revision: 1, sentAt: .zero)
            let election = Duration.milliseconds(begin)..<Duration.milliseconds(begin + 6400)
            var now = Duration.zero
            var revision: UInt64 = 1
            while now < .seconds(12) {
                #expect(now < .milliseconds(1) || lease.mayAct(at: now), "an election after \(begin) ms")
                let isStalled = election.contains(now)
                switch lease.next(at: now) {
                case .renew(let expected):
                    if isStalled {
                        lease.failed(sentAt: now)
                        now += .milliseconds(350)
                    } else {
                        #expect(expected == revision)
                        revision += 1
                        lease.renewed(revision: revision, sentAt: now)
                    }
                case .read:
                    if isStalled { lease.failed(sentAt: now) } else { lease.found(.entry(revision: revision, number: 0), sentAt: now) }
                    now += .milliseconds(isStalled ? 350 : 1)
                case .wait(let end): now = max(end, now + .milliseconds(1))
                case .create, .restart:
                    Issue.record("the lease was lost in an election after \(begin) ms")
                    return
                }
            }
        }
    }

    @Test func `a lease whose making was never acknowledged is found by its number, or made by the same name`() {
        var lease = MemberLease()
        #expect(lease.sends(at: .zero) == 1)
        lease.failed(sentAt: .zero)
        #expect(!lease.mayAct(at: .milliseconds(50)) && lease.next(at: .milliseconds(50)) == .read)
        lease.found(.absent, sentAt: .milliseconds(50))
        #expect(lease.next(at: .milliseconds(100)) == .create)
        #expect(lease.sends(at: .milliseconds(100)) == 2)
        // The first request has come through meanwhile.
        lease.failed(sentAt: .milliseconds(100))
        lease.found(.entry(revision: 5, number: 1), sentAt: .milliseconds(200))
        #expect(lease.renewedAt == .zero && lease.mayAct(at: .milliseconds(200)))
        #expect(lease.next(at: .milliseconds(600)) == .renew(revision: 5))
    }

    @Test func `a lease that could not be made for as long as one lasts, or that was ended before it was seen, gets another name`() {
        var lease = MemberLease()
        _ = lease.sends(at: .seconds(1))
        lease.failed(sentAt: .seconds(1))
        #expect(lease.next(at: .seconds(9)) == .restart)
        lease.found(.ended, sentAt: .seconds(2))
        #expect(lease.next(at: .seconds(2)) == .restart)
    }

    @Test func `an entry that is older than what was seen of it tells of a store that has lost its end`() {
        var lease = MemberLease()
        lease.renewed(revision: 7, sentAt: .zero)
        lease.failed(sentAt: .seconds(1))
        lease.found(.entry(revision: 5, number: 1), sentAt: .seconds(2))
        #expect(lease.next(at: .seconds(2)) == .restart)
    }

    @Test(arguments: [400, 1000, 2500]) func `servers that take long over each write cost no lease`(latency: Int) {
        var lease = MemberLease()
        var onWay: [(done: Duration, revision: UInt64, number: UInt64)] = []
        var (entry, revision): ((revision: UInt64, number: UInt64)?, UInt64) = (nil, 0)
        var now = Duration.zero
        var isHeld = false
        while now < .seconds(40) {
            // A write stands when it is done, if the entry is still as it expects.
            while let first = onWay.first, first.done <= now {
                onWay.removeFirst()
                guard first.revision == entry?.revision ?? 0 else { continue }
                revision += 1
                entry = (revision, first.number)
            }
            if isHeld { #expect(lease.mayAct(at: now), "\(now)") }
            isHeld = lease.mayAct(at: now)
            let action = lease.next(at: now)
            switch action {
            case .create, .renew:
                let expected = if case .renew(let revision) = action { revision } else { UInt64(0) }
                let number = lease.sends(at: now)
                onWay.append((now + .milliseconds(latency), expected, number))
                lease.failed(sentAt: now)
                now += .milliseconds(350)
            case .read:
                lease.found(entry.map { .entry(revision: $0.revision, number: $0.number) } ?? .absent, sentAt: now)
                now += .milliseconds(5)
            case .wait(let end): now = max(end, now + .milliseconds(1))
            case .restart:
                Issue.record("the lease was lost after \(now)")
                return
            }
        }
        #expect(isHeld)
    }
}
