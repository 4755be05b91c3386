import Testing

@testable import WebSub

@Suite("What hubs say")
struct HubTests {
    /// Test case 2 of RFC 2202 (SHA-1) and RFC 4231 (the others).
    @Test(
        "a signature holds by any method of the recommendation",
        arguments: [
            "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "SHA256=5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843",
            "sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
            "sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        ])
    func signature(field: String) throws {
        let signature = try #require(HubSignature(field: field))
        let body = Array("what do ya want for nothing?".utf8)
        #expect(signature.holds(for: body, secret: "Jefe"))
        #expect(!signature.holds(for: body, secret: "jefe"))
        #expect(!signature.holds(for: body + [0x20], secret: "Jefe"))
    }

    @Test("what is no signature is none", arguments: ["", "sha256", "sha256=", "md5=750c783e6ab0b503eaa86e310a5db738", "=abc"])
    func noSignature(field: String) {
        #expect(HubSignature(field: field) == nil)
    }

    @Test("half a signature does not hold")
    func half() throws {
        let field = try #require(HubSignature.field(secret: "s", body: [1, 2, 3]))
        #expect(try #require(HubSignature(field: field)).holds(for: [1, 2, 3], secret: "s"))
        #expect(try !#require(HubSignature(field: String(field.dropLast(10)))).holds(for: [1, 2, 3], secret: "s"))
    }

    @Test("questions are read, and anything else is none")
    func intents() {
        func intent(_ fields: KeyValuePairs<String, String>) -> HubIntent? { HubIntent(query: fields.map { ($0.key, $0.value) }) }
        let subscribe = intent([
            "hub.mode": "subscribe", "hub.topic": "https://a.example/feed", "hub.challenge": "xyz", "hub.lease_seconds": "3600",
        ])
        #expect(subscribe == .subscribe(topic: "https://a.example/feed", challenge: "xyz", lease: .seconds(3600)))
        #expect(intent(["hub.mode": "unsubscribe", "hub.topic": "t", "hub.challenge": "x"]) == .unsubscribe(topic: "t", challenge: "x"))
        #expect(intent(["hub.mode": "denied", "hub.reason": "no"]) == .denied(topic: nil, reason: "no"))
        #expect(intent(["hub.mode": "subscribe", "hub.topic": "t"]) == nil)
        #expect(intent(["hub.mode": "subscribe", "hub.topic": "t", "hub.challenge": String(repeating: "x", count: 5000)]) == nil)
        #expect(intent([:]) == nil)
    }

    @Test(
        "links of the header are found by their relation",
        arguments: [
            (#"<https://hub.example/>; rel="hub""#, ["https://hub.example/"]),
            (#"<https://hub.example/>;rel=hub, <https://a.example/f>; rel="self""#, ["https://hub.example/"]),
            (#"<https://a.example/x,y>; title="a, <b>; rel=hub"; rel=self, </hub>; REL="Hub alternate""#, ["/hub"]),
            (#"<https://a.example/>; rel=hubcap"#, []), (#"<https://a.example/"#, []), ("", []), (#"<a>; rel="hub"#, ["a"]),
        ])
    func links(field: String, expected: [String]) {
        #expect(LinkHeader.targets(of: "hub", in: [field]) == expected)
    }

    @Test("a lease is renewed before it ends, and hubs that don't answer are asked more and more rarely")
    func leases() {
        for lease in [Duration.seconds(10), .seconds(3600), .seconds(864_000)] {
            for jitter in [0, 0.5, 1] {
                let renewal = LeaseSchedule.renewal(of: lease, jitter: jitter)
                #expect(renewal > lease / 2 && renewal <= lease * 4 / 5)
            }
        }
        let retries = [1, 2, 3, 100].map(LeaseSchedule.retry(attempts:))
        #expect(retries == [.seconds(300), .seconds(600), .seconds(1200), .seconds(86_400)])
        #expect(LeaseSchedule.believed(.seconds(1 << 31)) == .seconds(90 * 86_400))
    }
}
