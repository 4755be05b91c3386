import Testing

@testable import Fleet

@Suite struct ShardListTests {
    private func feed(_ number: Int, tags: [String] = []) -> FeedDirectory.Feed {
        .init(url: "https://paper\(number).example/feed", site: "paper\(number).example", tags: tags)
    }

    private func list(_ pages: [FeedDirectory.Feed]...) -> ShardList { ShardList(pages: pages.map(FeedDirectory.json)) }

    @Test func `tags are found wherever a feed has some`() {
        let list = list([feed(1), feed(2)], [feed(3), feed(4, tags: ["harbour", "fog"])], [])
        #expect(list.feeds.map(\.url) == (1...4).map { "https://paper\($0).example/feed" })
        #expect(list.tags == ["https://paper4.example/feed": ["harbour", "fog"]])
        #expect(self.list([feed(1)]).tags == [:] && self.list().tags == [:])
    }

    @Test func `a list that has changed in anything has another sum`() {
        let lists = [
            list(), list([]), list([], []), list([feed(1)]), list([feed(1), feed(2)]), list([feed(1)], [feed(2)]),
            list([feed(1, tags: ["fog"])]),
        ]
        #expect(Set(lists.map(\.sum)).count == lists.count)
        #expect(list([feed(1)], [feed(2)]).sum == list([feed(1)], [feed(2)]).sum)
    }
}
