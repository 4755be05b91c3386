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
        lease.found(revision: 2, sentAt: .seconds(7))
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
        lease.found(revision: nil, sentAt: .seconds(2))
        #expect(!lease.mayAct(at: .seconds(2)))
        lease.renewed(revision: 3, sentAt: .seconds(2))
        lease.found(revision: 4, sentAt: .seconds(2))
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
                    if isStalled { lease.failed(sentAt: now) } else { lease.found(revision: revision, sentAt: now) }
                    now += .milliseconds(isStalled ? 350 : 1)
                case .wait(let end): now = max(end, now + .milliseconds(1))
                case .create, .restart:
                    Issue.record("the lease was lost in an election after \(begin) ms")
                    return
                }
            }
        }
    }
}
