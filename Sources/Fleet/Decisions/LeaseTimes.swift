/// The times by which leases live.
///
/// A leader election stalls all writers, mostly for 4.6 to 6.4 s (the servers wait for a random time between 4 and 9 s): a lease has
/// to outlast one, and a dead worker's shards are to be at work again within 15 s even if one falls into the taking. An election
/// of more than about 7 s costs leases; that is safe, and costs reading the shards anew.
public struct LeaseTimes: Sendable, Hashable {
    /// Between two renewals.
    public var renewal: Duration
    /// A worker whose last good renewal was sent that long ago begins nothing more: longer than a renewal and an election.
    public var fence: Duration
    /// A worker is taken for dead when its lease has not changed for that long: longer than the fence.
    public var expiry: Duration
    /// Between two tries of a request that may pass.
    public var retry: Duration

    public init(
        renewal: Duration = .milliseconds(500), fence: Duration = .seconds(8), expiry: Duration = .milliseconds(8400),
        retry: Duration = .milliseconds(50)
    ) {
        self.renewal = renewal
        self.fence = fence
        self.expiry = expiry
        self.retry = retry
    }
}
