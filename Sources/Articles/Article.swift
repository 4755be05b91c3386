import Markup

/// A news article as read from its page: what it is about, who wrote it when, and its text.
public struct Article: Sendable, Equatable {
    /// What a page is.
    public enum PageKind: String, Sendable, CaseIterable {
        /// One text to read.
        case article
        /// A list of links to articles.
        case index
        /// A video or audio with few words.
        case video
        /// A log of dated entries that grows during an event.
        case live
        /// The opening of a text whose rest is sold.
        case paywall
        /// "Not found", "access denied" and the like.
        case error
    }

    /// A piece of the text.
    public struct Block: Sendable, Equatable {
        /// What a block is.
        public enum Kind: String, Sendable, CaseIterable {
            case paragraph, heading, quote, caption, table, code
            case listItem = "list_item"
            /// A sentence set large beside the text.
            case pullQuote = "pull_quote"
            /// A line of a summary box ("Key takeaways").
            case keyPoint = "key_point"
        }

        public var kind: Kind
        public var text: String
        /// Where the block stands in ``Article/text``, in Unicode scalars; `nil` where it is not running text.
        public var start: Int?
        /// The scalar behind the block's last.
        public var end: Int?
        /// A heading's level, 1 to 6.
        public var level: Int?
        /// When the entry that begins here was written, in a log of dated entries.
        public var time: Timestamp?

        public init(kind: Kind, text: String, start: Int? = nil, end: Int? = nil, level: Int? = nil) {
            self.kind = kind
            self.text = text
            self.start = start
            self.end = end
            self.level = level
        }
    }

    /// A person named as author, with the role beside the name.
    public struct Byline: Sendable, Equatable {
        public var name: String
        public var role: String?

        public init(name: String, role: String? = nil) {
            self.name = name
            self.role = role
        }
    }

    /// The address it was fetched from.
    public var url: String?
    /// The address the page declares as its own, where that can be believed.
    public var canonicalURL: String?
    public var title: String?
    /// People's names, without "By", roles and the like.
    public var authors: [String] = []
    public var bylines: [Byline] = []
    public var published: Timestamp?
    public var modified: Timestamp?
    public var siteName: String?
    /// Language tag (BCP 47), as declared.
    public var language: String?
    public var description: String?
    public var image: String?
    public var categories: [String] = []
    public var paywalled = false
    public var pageKind = PageKind.article
    /// What the publisher reserves: `noarchive`, `nosnippet`, `noai`, `tdm-reservation`.
    public var reservations: [String] = []
    /// Whether the page was larger than what is read of one, so that its end may be missing.
    public var isTruncated = false
    /// The address of the next page of an article that is cut into several.
    public var nextPage: String?
    public private(set) var blocks: [Block] = []
    /// The running blocks, joined by an empty line.
    public private(set) var text = ""

    public init() {}

    /// Sets the blocks and joins the running ones to ``text``.
    ///
    /// - Parameter blocks: in reading order, each with whether it is part of the text; offsets are set here.
    public mutating func setBlocks(_ blocks: [(block: Block, isRunning: Bool)]) {
        var text = ""
        var length = 0
        self.blocks = blocks.map { item in
            var block = item.block
            (block.start, block.end) = (nil, nil)
            guard item.isRunning, !block.text.isEmpty else { return block }
            if length > 0 {
                text += "\n\n"
                length += 2
            }
            block.start = length
            length += block.text.unicodeScalars.count
            block.end = length
            text += block.text
            return block
        }
        self.text = text
    }

    /// Leaves the text out, for a publisher who reserves it.
    public mutating func withholdText() { setBlocks([]) }

    /// Adds what the article's next page has that is not there yet.
    ///
    /// - Returns: whether it had anything.
    @discardableResult
    public mutating func append(_ page: Article) -> Bool {
        func key(_ block: Block) -> String { Words.folded(block.text) }
        // Every page repeats the title above its part.
        let known = Set(blocks.map(key) + [title, page.title].compactMap { $0.map(Words.folded) })
        let new = page.blocks.filter { !known.contains(key($0)) }
        guard new.contains(where: { $0.start != nil }) else { return false }
        setBlocks((blocks + new).map { ($0, $0.start != nil) })
        isTruncated = isTruncated || page.isTruncated
        nextPage = page.nextPage
        return true
    }
}
