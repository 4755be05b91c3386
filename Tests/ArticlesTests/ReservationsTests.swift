import Testing

@testable import Articles

@Suite struct ReservationsTests {
    @Test(
        "Reservations are read from robots values",
        arguments: [
            (["noarchive, max-snippet:20"], ["noarchive"]), (["max-image-preview:large, noai"], ["noai"]), (["all"], []),
            (["otherbot: noarchive"], []), (["onrecord: noarchive"], ["noarchive"]), (["NOAI", "noai"], ["noai"]),
            (["unavailable_after: 25 Jun 2026 15:00:00 PST"], []),
        ])
    func robots(_ values: [String], _ found: [String]) {
        #expect(Reservations.read(robots: values, textAndDataMining: []) == found)
    }

    @Test("A text and data mining reservation is one only if it says so")
    func mining() {
        #expect(Reservations.read(robots: [], textAndDataMining: ["1"]) == ["tdm-reservation"])
        #expect(Reservations.read(robots: [], textAndDataMining: ["0"]) == [])
    }

    @Test("What speaks of pictures alone leaves the text")
    func pictures() {
        #expect(!Reservations.withholdText(["noimageai"]))
        #expect(Reservations.withholdText(["noimageai", "noarchive"]))
    }

    @Test("A page's own words are found")
    func page() throws {
        let html = SamplePage.html(head: "<meta name='robots' content='noarchive'><meta name='tdm-reservation' content='1'>")
        #expect(try ArticleExtractor.extract(Array(html.utf8)).reservations == ["noarchive", "tdm-reservation"])
    }
}
