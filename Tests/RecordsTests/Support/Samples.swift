import Foundation
import Articles
import JSONText
import Language
import Markup
import Quotations

@testable import Records

/// Records to write.
enum Samples {
    static let producer = Producer(program: "onrecord", version: "0.1", model: "none")

    /// A record of that number with so many bytes of text.
    static func record(_ number: Int, bytes: Int = 40) -> EncodedRecord {
        var article = Article()
        article.title = "Article \(number)"
        article.setBlocks([(Article.Block(kind: .paragraph, text: String(repeating: "a", count: bytes)), true)])
        let id = SHA256.sum(of: "sample", String(number)).prefix(16).hexadecimal
        return Record(
            id: id, revision: 1, event: .new, seenAt: Moment(milliseconds: 1_772_350_213_000),
            source: .init(feed: "https://news.example/feed", feedTitle: nil, itemID: nil, tags: []), article: article, contentFrom: .feed,
            annotations: Annotations(document: Document(text: TextBuffer(article.text)), quotations: []), producer: producer
        ).encoded
    }

    /// A record that has every field.
    static var full: Record {
        let said = "“The ferry ran late,” said Mira Aldwell, harbour master of Port Hallow."
        var article = Article()
        article.url = "https://news.example/ferry"
        article.canonicalURL = "https://www.news.example/ferry"
        article.title = "Ferry \"late\"\n\u{1}"
        article.authors = ["Jon Ferris"]
        article.bylines = [.init(name: "Jon Ferris", role: "Reporter")]
        article.published = Timestamp(milliseconds: 1_772_350_213_000, offsetMinutes: -300)
        article.modified = Timestamp(milliseconds: 1_772_323_200_000, isDay: true)
        article.siteName = "Hallow Herald"
        article.language = "en-GB"
        article.description = "A summary."
        article.image = "https://news.example/ferry.jpg"
        article.categories = ["Harbour"]
        article.reservations = ["noai"]
        article.isTruncated = true
        article.setBlocks([
            (Article.Block(kind: .heading, text: "Late", level: 2), true), (Article.Block(kind: .paragraph, text: said), true),
            (Article.Block(kind: .caption, text: "The ferry."), false),
        ])
        let text = TextBuffer(article.text)
        func passage(_ words: String) -> Quotation.Passage {
            let range = article.text.range(of: words) ?? article.text.startIndex..<article.text.startIndex
            let start = article.text.utf8.distance(from: article.text.startIndex, to: range.lowerBound)
            return Quotation.Passage(start..<start + words.utf8.count, in: text)
        }
        let name = passage("Mira Aldwell").bytes
        var document = Document(
            text: text, tokens: [Token(start: name.lowerBound, end: name.upperBound)], sentences: [0..<1], paragraphs: [0..<1],
            mentions: [Mention(tokens: 0..<1, kind: .name, entity: 0)],
            entities: [
                Entity(
                    type: "person", name: "Mira Aldwell", roles: ["harbour master"], credentials: ["MSc"], affiliation: "Port Hallow")
            ], language: "en")
        document.skipped = [.nominals]
        document.watched = [WatchMatch(tokens: 0..<1, term: WatchTerm(type: "person", name: "Mira Aldwell", identifier: "Q1"))]
        let quotations = [
            Quotation(
                id: "q1", kind: .direct, passage: passage("The ferry ran late,"),
                speaker: .init(name: "Mira Aldwell", mention: passage("Mira Aldwell"), entity: 0), cue: passage("said"), sameAs: "q0",
                group: "g1", modality: .denied, via: "Hallow Radio", verbatim: [passage("ran late")], fingerprint: "0011223344556677",
                confidence: 0.876),
            Quotation(id: "q2", kind: .indirect, passage: passage("ran late"), confidence: 1),
        ]
        return Record(
            id: String(repeating: "0a", count: 16), revision: 2, event: .updated, seenAt: Moment(milliseconds: 1_772_350_213_250),
            source: .init(feed: "https://news.example/feed", feedTitle: "Hallow Herald", itemID: "guid-1", tags: ["harbour"]),
            article: article, contentFrom: .page, annotations: Annotations(document: document, quotations: quotations), producer: producer)
    }
}
