import Testing

@testable import Ingest

@Suite("A daemon without polls")
struct SilenceTests {
    @Test("is looked into after five minutes, and then after twice as long each time")
    func doubling() {
        var silence = Silence()
        let told = (0..<4000).filter { silence.isTooLong(.seconds($0)) }
        #expect(told == [300, 600, 1200, 2400])
    }

    @Test("begins anew when a poll has begun")
    func again() {
        var silence = Silence()
        let told = [900, 10, 299, 300].map { silence.isTooLong(.seconds($0)) }
        #expect(told == [true, false, false, true])
    }
}
