/// Which worker a shard is meant for: the one with the highest score for it (rendezvous hashing, Thaler and Ravishankar 1998).
///
/// A worker that joins takes only what it scores highest for, one that leaves gives up only what it had.
public enum Rendezvous {
    /// The worker that a shard is meant for.
    ///
    /// - Parameter workers: names, in any order.
    /// - Returns: `nil` where there is no worker.
    public static func owner(of shard: Shard, among workers: some Sequence<String>) -> String? {
        var best: (worker: String, score: UInt64)?
        for worker in workers {
            let score = Mix.hash(worker.utf8, seed: UInt64(shard.number) + 1)
            if let found = best, (found.score, found.worker) >= (score, worker) { continue }
            best = (worker, score)
        }
        return best?.worker
    }

    /// All that is meant for a worker.
    public static func share(of worker: String, among workers: some Collection<String>) -> Set<Shard> {
        Set(Shard.all.filter { owner(of: $0, among: workers) == worker })
    }
}
