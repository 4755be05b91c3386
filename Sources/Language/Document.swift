/// A text with everything the language layer found in it.
///
/// All offsets inside are UTF-8 byte offsets into ``text``; the shapes that leave the program count Unicode scalars and
/// get them from ``TextBuffer/scalarOffset(ofByte:)``.
public struct Document: Sendable {
    /// The text itself.
    public let text: TextBuffer
    /// The tokens, in order.
    public var tokens: [Token]
    /// The sentences, as ranges of token indices, in order; together they hold every token once.
    public var sentences: [Range<Int>]
    /// The paragraphs, as ranges of token indices, in order; a paragraph holds whole sentences.
    public var paragraphs: [Range<Int>]
    /// The places where an entity is spoken of, by where they start; they never overlap.
    public var mentions: [Mention]
    /// The entities, in order of their first mention.
    public var entities: [Entity]
    /// The language of the text (BCP 47 primary subtag), or `nil` where it could not be told.
    public var language: String?
    /// Where terms of the user's watch lists stand, in order; none lies strictly inside a name.
    public var watched: [WatchMatch] = []
    /// The steps that were left out: since they know English only, or all of them in a text that is not read.
    public var skipped: [Step] = []

    /// A step of the reading that may be left out.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// Names by the model: only plain patterns were used.
        case names
        /// Roles, credentials and employers.
        case roles
        /// Common nouns and pronouns that stand for somebody.
        case nominals
        /// Dates, sums, shares and measures.
        case measures
        /// Who said what: nothing in the text is read at all.
        case quotations
    }

    /// A text in which nothing is read.
    public init(unread text: String) {
        self.init(text: TextBuffer(text))
        skipped = Step.allCases
    }

    public init(
        text: TextBuffer, tokens: [Token] = [], sentences: [Range<Int>] = [], paragraphs: [Range<Int>] = [],
        mentions: [Mention] = [], entities: [Entity] = [], language: String? = nil
    ) {
        self.text = text
        self.tokens = tokens
        self.sentences = sentences
        self.paragraphs = paragraphs
        self.mentions = mentions
        self.entities = entities
        self.language = language
    }
}

/// A word, number or mark.
public struct Token: Sendable, Hashable {
    /// First byte.
    public var start: Int
    /// Byte behind the last one.
    public var end: Int
    /// The part of speech.
    public var tag: PartOfSpeech

    public init(start: Int, end: Int, tag: PartOfSpeech = .other) {
        self.start = start
        self.end = end
        self.tag = tag
    }

    /// The bytes it covers.
    public var bytes: Range<Int> { start..<end }
}

/// The universal parts of speech (universaldependencies.org/u/pos), verbs and nouns told apart a little further where
/// attribution needs it.
public enum PartOfSpeech: UInt8, Sendable, Hashable, CaseIterable {
    case adjective, adposition, adverb, auxiliary, coordinatingConjunction, determiner, interjection, noun, numeral
    case particle, pronoun, properNoun, punctuation, subordinatingConjunction, symbol, verb, other
}

/// What kind of thing an entity is.
public enum EntityType: String, Sendable, Hashable, CaseIterable {
    case person, organization, location, norp, event, product, work, law, date, money, percent, quantity
}

/// Grammatical gender or number, as far as pronouns tell it.
public enum Gender: String, Sendable, Hashable {
    case female, male, neuter, plural
}

/// One place where an entity is spoken of.
public struct Mention: Sendable, Hashable {
    /// How it is spoken of.
    public enum Kind: String, Sendable, Hashable {
        /// By a name: "Christina Ni", "Dr. Ni".
        case name
        /// By a common noun: "the psychiatrist".
        case nominal
        /// By a pronoun: "she".
        case pronoun
    }

    /// The tokens it covers, as a range of token indices.
    public var tokens: Range<Int>
    public var kind: Kind
    /// Position of its entity in ``Document/entities``.
    public var entity: Int

    public init(tokens: Range<Int>, kind: Kind, entity: Int) {
        self.tokens = tokens
        self.kind = kind
        self.entity = entity
    }
}

/// Somebody or something the text speaks of, however often.
public struct Entity: Sendable, Hashable {
    /// An ``EntityType``'s raw value, or a type of the user's own watch lists ("drug").
    public var type: String
    /// The fullest form of the name in the text, without title and credentials: "Christina Ni".
    public var name: String
    /// What they are said to be: "psychiatrist", "chief executive".
    public var roles: [String]
    /// Degrees and licences behind the name: "MD", "LCSW".
    public var credentials: [String]
    /// The organization they are said to belong to.
    public var affiliation: String?
    /// Known or guessed gender or number, `nil` where uncertain.
    public var gender: Gender?

    public init(
        type: String, name: String, roles: [String] = [], credentials: [String] = [], affiliation: String? = nil,
        gender: Gender? = nil
    ) {
        self.type = type
        self.name = name
        self.roles = roles
        self.credentials = credentials
        self.affiliation = affiliation
        self.gender = gender
    }
}
