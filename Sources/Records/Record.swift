import Articles
import JSONText
import Markup
import Quotations

/// One line of output: an article with who is in it and who said what.
public struct Record: Sendable {
    /// The schema that every line is valid by.
    public static let schema = "onrecord/1"

    /// Why a record was written.
    public enum Event: String, Sendable, Codable {
        /// The first record of an item.
        case new
        /// The item's content has changed since its last record.
        case updated
    }

    /// Whose text it is.
    public enum ContentSource: String, Sendable {
        /// The article's page.
        case page
        /// The feed's own content, where the page was not wanted or could not be had.
        case feed
    }

    /// Where the item was found.
    public struct Source: Sendable {
        /// The feed's configured address, without its secrets.
        public var feed: String
        public var feedTitle: String?
        /// The item's id in the feed (guid), as the feed gives it.
        public var itemID: String?
        public var tags: [String]

        public init(feed: String, feedTitle: String?, itemID: String?, tags: [String]) {
            self.feed = feed
            self.feedTitle = feedTitle
            self.itemID = itemID
            self.tags = tags
        }
    }

    /// Stable: the same on every machine and after every restart.
    public var id: String
    /// 1 for the first record of an item, one more for each that follows.
    public var revision: Int
    public var event: Event
    /// When the item was first seen in a feed; for an update, when the change was seen.
    public var seenAt: Moment
    public var source: Source
    public var article: Article
    public var contentFrom: ContentSource
    public var annotations: Annotations
    public var producer: Producer

    public init(
        id: String, revision: Int, event: Event, seenAt: Moment, source: Source, article: Article, contentFrom: ContentSource,
        annotations: Annotations, producer: Producer
    ) {
        self.id = id
        self.revision = revision
        self.event = event
        self.seenAt = seenAt
        self.source = source
        self.article = article
        self.contentFrom = contentFrom
        self.annotations = annotations
        self.producer = producer
    }

    /// Everything of the line but its number, which is only known when the record is committed.
    public var encoded: EncodedRecord {
        var json = JSONWriter()
        json.object { json in
            json.field("id", id)
            json.field("revision", revision)
            json.field("event", event.rawValue)
            json.field("seen_at", seenAt.rfc3339)
            json.object("source") { json in
                json.field("feed", source.feed)
                json.field("feed_title", source.feedTitle)
                json.field("item_id", source.itemID)
                json.strings("tags", source.tags, evenIfEmpty: true)
            }
            article.writeFields(to: &json)
            json.field("content_from", contentFrom.rawValue)
            annotations.writeFields(to: &json)
            json.object("producer") { json in
                json.field("program", producer.program)
                json.field("version", producer.version)
                json.field("model", producer.model)
            }
        }
        let canonical = article.canonicalURL.map { Fingerprints.recordID(link: WebAddress.normalised($0), feed: "", itemID: "") }
        return EncodedRecord(
            id: id, revision: revision, object: json.bytes, story: StorySignature(article.text), canonicalID: canonical?.hexadecimal)
    }
}

/// What made a record.
public struct Producer: Sendable, Hashable {
    public var program: String
    public var version: String
    /// The language model's name and version.
    public var model: String

    public init(program: String, version: String, model: String) {
        self.program = program
        self.version = version
        self.model = model
    }
}

/// A record's bytes, waiting for their number.
public struct EncodedRecord: Sendable {
    public let id: String
    public let revision: Int
    /// The print of its text; `nil` for a text too short to be recognised by.
    public let story: StorySignature?
    /// The id that an item with the article's canonical address as its link has.
    public let canonicalID: String?
    /// The JSON object without `schema` and `seq`.
    private let object: [UInt8]

    init(id: String, revision: Int, object: [UInt8], story: StorySignature? = nil, canonicalID: String? = nil) {
        self.id = id
        self.revision = revision
        self.object = object
        self.story = story
        self.canonicalID = canonicalID
    }

    /// The record with the first article of the same story, which is only known when the record is committed.
    ///
    /// - Parameters:
    ///   - id: the other record's id.
    ///   - similarity: how much of the shorter text stands in the other, 0 to 1.
    public func ofSameStory(as id: String, similarity: Double) -> EncodedRecord {
        var json = JSONWriter()
        json.object { json in
            json.object("same_story") { json in
                json.field("id", id)
                json.field("similarity", (similarity * 100).rounded() / 100)
            }
        }
        let object = self.object.dropLast() + [UInt8(ascii: ",")] + json.bytes.dropFirst()
        return EncodedRecord(id: self.id, revision: revision, object: Array(object), story: story, canonicalID: canonicalID)
    }

    /// How long the line will be at most, in bytes.
    public var size: Int { object.count + 64 }

    /// The finished line with its newline.
    ///
    /// - Parameter sequence: the record's number in its output folder, from 1.
    public func line(sequence: Int64) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(size)
        line.append(contentsOf: "{\"schema\":\"\(Record.schema)\",\"seq\":\(sequence),".utf8)
        line.append(contentsOf: object.dropFirst())
        line.append(0x0A)
        return line
    }
}
