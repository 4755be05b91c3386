import Foundation
import Testing

@testable import DemoSite

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct EditionTests {
    let edition = Edition(origin: "http://127.0.0.1:8000", now: Date(timeIntervalSince1970: 1_772_357_400))

    @Test func everyStoryHasItsPageAndEveryPublicationItsFeed() {
        let resources = edition.resources
        #expect(edition.stories.count == 9)
        #expect(edition.stories.allSatisfy { resources[$0.path]?.contentType.hasPrefix("text/html") == true })
        #expect(Publication.all.allSatisfy { resources[$0.feedPath] != nil })
    }

    @Test func everyPageAndFeedSaysThatItIsFiction() {
        for (path, resource) in edition.resources where !path.hasPrefix("/images/") {
            #expect(resource.body.contains(Publication.notice), "\(path)")
        }
    }

    @Test(arguments: ["/courier/rss.xml", "/radio/feed.atom"])
    func xmlFeedsAreWellFormed(path: String) throws {
        let body = try #require(edition.resources[path]?.body)
        let parser = XMLParser(data: Data(body.utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError)) in line \(parser.lineNumber)")
    }

    @Test func theJSONFeedIsJSONAndPassesOnAStoryOfTheCourier() throws {
        let body = try #require(edition.resources["/tideline/feed.json"]?.body)
        let feed = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        let items = try #require(feed["items"] as? [[String: Any]])
        #expect(items.compactMap { $0["url"] as? String }.contains("http://127.0.0.1:8000/courier/news/night-ferry-vote"))
        #expect(items.count == 3)
    }

    @Test func linkedDataIsJSON() throws {
        for story in edition.stories where story.publication != .harbourRadio {
            let page = try #require(edition.resources[story.path]?.body)
            let start = try #require(page.range(of: "<script type=\"application/ld+json\">"))
            let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
            #expect(throws: Never.self, "\(story.path)") {
                try JSONSerialization.jsonObject(with: Data(page[start.upperBound..<end.lowerBound].utf8))
            }
        }
    }

    @Test func pullQuotesRepeatTheBody() {
        for story in edition.stories where !story.pullQuote.isEmpty {
            let words = story.pullQuote.trimmingCharacters(in: CharacterSet(charactersIn: "“”")).split(separator: " ").prefix(4)
            #expect(story.html.contains(words.joined(separator: " ").trimmingCharacters(in: .punctuationCharacters)), "\(story.path)")
        }
    }

    @Test func everyLinkWithinTheSiteLeadsSomewhere() throws {
        let resources = edition.resources
        for (path, resource) in resources where resource.contentType.hasPrefix("text/html") {
            for match in resource.body.matches(of: /(?:href|src)="(\/[^"]*)"/) {
                #expect(resources[String(match.output.1)] != nil, "\(path) links to \(match.output.1)")
            }
        }
    }

    @Test func storiesAreOfTheLastWeek() {
        #expect(edition.stories.allSatisfy { $0.age > 0 && $0.age < 7 * 24 * 60 })
    }
}
