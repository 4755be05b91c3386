import Testing

@testable import Quotations

@Suite("The wording of a quotation")
struct WordingTests {
    @Test(
        "Case, marks and hyphens at line breaks make no other words",
        arguments: [
            ("The foot- bridge is gone, all of it.", "the footbridge is gone all of it"),
            ("It’s “over” for the pier", "It's over for the pier!"),
            ("long- term use of it", "long-term use of it"),
            ("Straße nach Ærø — zu", "straße nach ærø, ZU"),
        ])
    func same(first: String, second: String) {
        #expect(Wording(first).words == Wording(second).words)
        #expect(Wording(first).fingerprint == Wording(second).fingerprint)
        #expect(Wording(first).fingerprint?.count == 16)
    }

    @Test("Other words have another fingerprint, and few words none")
    func different() {
        #expect(Wording("the pier is closed today").fingerprint != Wording("the pier is open today").fingerprint)
        #expect(Wording("well well well").fingerprint == nil)
    }
}
