import Testing

@testable import Messaging

@Suite struct MessageTests {
    @Test(arguments: [
        ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"), ("Zm9vYmFy", "foobar"),
    ])
    func `Base64 is read as RFC 4648 gives it`(text: String, bytes: String) {
        #expect(Base64.decode(text) == Array(bytes.utf8))
    }

    @Test func `headers are read from their block`() {
        let block = "NATS/1.0\r\nNats-Msg-Id: a.1\r\nKV-Operation: DEL\r\nodd\r\n\r\n"
        #expect(HeaderBlock.parse(Array(block.utf8)) == [.init("Nats-Msg-Id", "a.1"), .init("KV-Operation", "DEL")])
    }

    @Test(arguments: [
        ("$JS.ACK.S.c.1.17.3.1700000000.4", 17, 4), ("$JS.ACK.dom.hash.S.c.1.17.3.1700000000.4.tok", 17, 4),
    ])
    func `a stream's message tells its number, its time and what stands behind it`(
        reply: String, sequence: UInt64, pending: UInt64
    ) throws {
        let stored = try #require(JetStream.Stored(Message("a", reply: reply)))
        #expect(stored.sequence == sequence && stored.pending == pending && stored.time == 1_700_000_000)
        #expect(stored.mark == "1700000000 a")
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000000001Z", 1), ("2000-02-29T23:59:59.5Z", 951_868_799_500_000_000),
        ("2024-03-01T00:00:00.12Z", 1_709_251_200_120_000_000), ("2100-12-31T12:30:15.123456789Z", 4_133_939_415_123_456_789),
    ])
    func `the servers' times are read to the nanosecond`(text: String, nanoseconds: Int64) {
        #expect(ServerTime.nanoseconds(text) == nanoseconds)
    }

    @Test(arguments: [
        "", "Z", "2024-03-01", "2024-03-01T00:00:00", "2024-03-01T00:00:00+01:00", "2024-03-01T00:00:00.Z",
        "2024-03-01T00:00:00.1234567890Z", "2024-13-01T00:00:00Z", "1969-12-31T23:59:59Z", "2024-03-01 00:00:00Z", "2024-03-01T00:0x:00Z",
        "9999-12-31T23:59:59.999999999Z", "2024-03-01T00:00:00,5Z",
    ])
    func `other texts are none of the servers' times`(text: String) {
        #expect(ServerTime.nanoseconds(text) == nil)
    }

    @Test(arguments: [nil, "", "x", "$JS.ACK.S.c.1.x.3.4.5", "$JS.ACK.1.2.3.4"])
    func `other messages are none of a stream`(reply: String?) {
        #expect(JetStream.Stored(Message("a", reply: reply)) == nil)
    }

    @Test(arguments: [([2, 1, 0], 0, true), ([4, 3], 3, true), ([2, 0], 0, false), ([3, 2], 0, false), ([], 0, true)])
    func `messages that are read directly are whole, or none of them counts`(pending: [UInt64], left: UInt64, isWhole: Bool) throws {
        let messages = pending.enumerated().map { JetStream.Stored(message: Message("a"), sequence: UInt64($0 + 1), pending: $1) }
        let end = Message("a", headers: [.init("Nats-Num-Pending", "\(left)"), .init("Nats-UpTo-Sequence", "9")])
        let result = JetStream.whole(messages, end: end)
        #expect((try? result.get()) == (isWhole ? JetStream.Batch(messages: messages, pending: left, through: 9) : nil))
    }

    @Test func `a stream's settings are written as the servers read them`() {
        var settings = StreamSettings(name: "S", subjects: ["a.>"], description: "d", replicas: 3)
        settings.maxAge = .seconds(60)
        let text = String(decoding: settings.json, as: UTF8.self)
        #expect(text.contains(#""max_age":60000000000"#) && text.contains(#""num_replicas":3"#) && text.contains(#""discard":"old""#))
        #expect(Duration.seconds(Int64.max).nanoseconds == 9_000_000_000_000_000_000)
    }

    @Test(arguments: [
        ([1, 2, 3], 0, true), ([4, 5], 3, true), ([], 3, true), ([2, 3], 0, false), ([1, 3], 0, false), ([5, 4], 3, false),
    ])
    func `messages that were lost on the way leave a gap`(orders: [UInt64], before: UInt64, isWhole: Bool) {
        let found = orders.map { JetStream.Stored(message: Message("a"), sequence: $0 * 10, order: $0) }
        #expect(JetStream.isWhole(found, behind: before) == isWhole)
    }

    @Test(arguments: [(10071, MessagingError.Code.conflict), (10164, .busy), (10158, .busy), (10054, .tooLarge), (10023, .server(10023))])
    func `a server's error tells whether another was faster or may still be`(number: Int, code: MessagingError.Code) async {
        let bus = AnsweringBus(#"{"error":{"code":400,"err_code":\#(number),"description":"no"}}"#)
        await #expect { try await JetStream(bus).publish(Message("a")) } throws: { ($0 as? MessagingError)?.code == code }
        #expect(MessagingError(.busy, "").mayPass && !MessagingError(.conflict, "").mayPass)
    }
}
