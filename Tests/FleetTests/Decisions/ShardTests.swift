import Testing

@testable import Fleet

@Suite struct ShardTests {
    @Test(arguments: [("marrow-herald.example", 129), ("192.0.2.7", 228), ("", 239)])
    func `a site's shard never changes`(site: String, number: UInt8) {
        #expect(Shard(site: site).number == number)
    }

    @Test func `sites are spread evenly over the shards`() {
        var counts = Array(repeating: 0, count: Shard.count)
        for number in 0..<256_000 { counts[Int(Shard(site: "paper\(number).example").number)] += 1 }
        // 1,000 each; a standard deviation is 32.
        #expect(counts.allSatisfy { (800...1200).contains($0) })
    }

    @Test(arguments: ["256", "-1", "01", "+1", "", "x"])
    func `only a number in its shortest form is a shard`(text: String) {
        #expect(Shard(text) == nil)
    }

    @Test(arguments: 1...40)
    func `a worker that joins or leaves moves only its own share`(count: Int) {
        let workers = (0..<count).map { "worker-\($0)" }
        let before = Dictionary(uniqueKeysWithValues: Shard.all.map { ($0, Rendezvous.owner(of: $0, among: workers)) })
        let after = Dictionary(uniqueKeysWithValues: Shard.all.map { ($0, Rendezvous.owner(of: $0, among: workers + ["joined"])) })
        for shard in Shard.all where before[shard] != after[shard] { #expect(after[shard] == "joined") }
        let leaving = workers[count / 2]
        let rest = workers.filter { $0 != leaving }
        for shard in Shard.all {
            let next = Rendezvous.owner(of: shard, among: rest)
            #expect(before[shard] == leaving ? next != leaving : next == before[shard])
        }
        #expect(workers.shuffled().reduce(0) { $0 + Rendezvous.share(of: $1, among: workers).count } == Shard.count)
    }

    @Test func `four workers have about a quarter each`() {
        let workers = ["ada", "bela", "cleo", "dov"]
        for worker in workers { #expect((40...90).contains(Rendezvous.share(of: worker, among: workers).count)) }
        #expect(Rendezvous.owner(of: Shard(number: 0), among: [String]()) == nil)
    }
}
