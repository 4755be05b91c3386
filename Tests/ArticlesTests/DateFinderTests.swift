import Testing

@testable import Articles

@Suite struct DateFinderTests {
    @Test(
        "A day is found in an address",
        arguments: [
            ("https://courier.example/2026/03/05/ferry", "2026-03-05"),
            ("https://courier.example/news/2026-3-5-ferry", "2026-03-05"),
            ("https://courier.example/20260305/ferry.html", "2026-03-05"),
        ])
    func address(_ address: String, _ day: String) {
        #expect(DateFinder.inAddress(address)?.local == day)
    }

    @Test(
        "Numbers that are no day are not taken for one",
        arguments: ["https://courier.example/2026/13/41/x", "https://courier.example/a/99999999"])
    func noDay(_ address: String) {
        #expect(DateFinder.inAddress(address) == nil)
    }

    @Test(
        "A day is found among other words",
        arguments: [("Posted on 5 March 2026 by Ada Marsh", "2026-03-05"), ("Updated: March 5, 2026", "2026-03-05")])
    func text(_ text: String, _ day: String) {
        #expect(DateFinder.first(in: text)?.local == day)
    }
}
