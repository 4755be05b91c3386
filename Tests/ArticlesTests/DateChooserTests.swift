import Testing

@testable import Articles

@Suite struct DateChooserTests {
    private func published(_ body: String, head: String = "", url: String = "https://courier.example/fog") throws -> String? {
        let html = "<html><head><title>Fog</title>\(head)</head><body>\(body)</body></html>"
        return try ArticleExtractor.extract(Array(html.utf8), url: url).published?.local
    }

    @Test("A time in UTC takes the nearest zone in which it was the day of the page's address")
    func addressDay() throws {
        let head = "<meta property='article:published_time' content='2026-03-05T23:30:00Z'>"
        #expect(try published("<h1>Fog</h1>", head: head, url: "https://courier.example/2026/03/06/fog") == "2026-03-06T00:30:00+01:00")
    }

    @Test("An address whose day no zone can explain does not move a time")
    func farDay() throws {
        let head = "<meta property='article:published_time' content='2026-03-05T12:30:00Z'>"
        #expect(try published("<h1>Fog</h1>", head: head, url: "https://courier.example/2026/03/04/fog") == "2026-03-05T12:30:00Z")
    }

    @Test("A comment's time is not the article's")
    func comment() throws {
        let body = """
            <h1>Fog</h1><p>By Ada Marsh, 5 March 2026</p><p>Fog lay on Havenmere.</p>
            <div class="comment-list"><div><time datetime="2026-03-09T08:00:00Z">9 March</time><p>I saw it too.</p></div></div>
            """
        #expect(try published(body) == "2026-03-05")
    }

    @Test(
        "The time of reading and the year of rights are not the article's",
        arguments: ["It is currently 9 April 2026, 12:18", "Copyright 1 January 2020 by the Courier", "Aktuelle Zeit: 09.04.2026, 12:18"])
    func otherDates(_ line: String) throws {
        #expect(try published("<div>\(line)</div><p>Posted 5 March 2026</p><p>Fog lay on Havenmere.</p>") == "2026-03-05")
    }

    @Test("Day and time in one number of an address are its day")
    func stamp() {
        #expect(DateFinder.inAddress("https://courier.example/news/A2026030517400001234")?.local == "2026-03-05")
        #expect(DateFinder.inAddress("https://courier.example/news/20269905174000") == nil)
        #expect(
            DateFinder.inAddress("https://web.archive.org/web/20200101000000/http://courier.example/2026/03/05/fog")?.local == "2026-03-05")
    }
}
