/// Something a user wants to be told of wherever a text names it: a drug, a condition, a ticker.
public struct WatchTerm: Sendable, Hashable {
    /// The user's own type ("drug"), or one of ``EntityType``.
    public var type: String
    /// The canonical name, whatever form stands in the text.
    public var name: String
    /// An identifier elsewhere, such as a Wikidata or RxNorm number.
    public var identifier: String?

    public init(type: String, name: String, identifier: String? = nil) {
        self.type = type
        self.name = name
        self.identifier = identifier
    }
}

/// A place where a text names a term of a watch list.
public struct WatchMatch: Sendable, Hashable {
    /// The tokens, as a range of token indices.
    public var tokens: Range<Int>
    public var term: WatchTerm

    public init(tokens: Range<Int>, term: WatchTerm) {
        self.tokens = tokens
        self.term = term
    }
}
