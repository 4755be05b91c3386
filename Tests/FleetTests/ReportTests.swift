import Testing

@testable import Fleet
@testable import Messaging

struct ReportTests {
    private func entry(_ key: String, _ json: String) -> KeyValue.Entry { .init(key: key, value: Array(json.utf8), revision: 7) }

    @Test func `a report says who owns what, and what nobody owns`() {
        var report = FleetReport()
        report.take([
            entry("member.ada-1", #"{"worker":"ada","version":"1.2","status":"http://ada:8390/","leaving":false}"#),
            entry("member.ben-1", #"{"worker":"ben","version":"1.2","status":"","leaving":true}"#),
            entry("shard.0", #"{"epoch":3,"lease":"ada-1","worker":"ada"}"#),
            entry("shard.7", #"{"epoch":1,"lease":"ada-1","worker":"ada"}"#),
            // Its worker's lease has ended.
            entry("shard.8", #"{"epoch":1,"lease":"cid-1","worker":"cid"}"#),
            entry("shard.9", #"{"epoch":2}"#), entry("shard.10", "broken"),
            .init(key: "member.dov-1", value: nil, revision: 9),
        ])
        #expect(report.workers.map(\.name) == ["ada", "ben"])
        #expect(report.workers.map(\.isLeaving) == [false, true])
        #expect(report.workers.first?.shards.map(\.number) == [0, 7])
        #expect(report.unowned.count == Shard.count - 2)
    }
}
