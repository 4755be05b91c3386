import Language

/// Something somebody said, with who said it.
public struct Quotation: Sendable, Hashable {
    /// How the words are given.
    public enum Kind: String, Sendable, Hashable {
        /// All between quotation marks.
        case direct
        /// A reported clause with some of its words between marks.
        case mixed
        /// A reported clause.
        case indirect
    }

    /// Whether it was really said.
    public enum Modality: String, Sendable, Hashable {
        case said
        /// The speaker says that it is not so, or did not say it.
        case denied
        /// Nobody has said it yet, or it is not told that anybody did.
        case hypothetical
    }

    /// A stretch of the text.
    public struct Passage: Sendable, Hashable {
        /// Its UTF-8 bytes.
        public var bytes: Range<Int>
        /// Its Unicode scalars.
        public var scalars: Range<Int>
        /// What stands there.
        public var text: String

        /// - Parameters:
        ///   - bytes: a range of whole scalars of the text.
        ///   - buffer: the text.
        public init(_ bytes: Range<Int>, in buffer: TextBuffer) {
            self.bytes = bytes
            scalars = buffer.scalarOffset(ofByte: bytes.lowerBound)..<buffer.scalarOffset(ofByte: bytes.upperBound)
            text = buffer.string(bytes)
        }
    }

    /// Who said it.
    public struct Speaker: Sendable, Hashable {
        /// The fullest form of the name in the text ("Christina Ni"), or the words of the mention where there is no name.
        public var name: String
        /// The words beside the quotation: "Dr. Ni", "she", "the company".
        public var mention: Passage
        /// Position in the document's entities.
        public var entity: Int?

        public init(name: String, mention: Passage, entity: Int? = nil) {
            self.name = name
            self.mention = mention
            self.entity = entity
        }
    }

    /// Short name, unique in the article: "q1".
    public var id: String
    public var kind: Kind
    /// The words: without the outer marks where it is direct, the reported clause where it is not.
    public var passage: Passage
    /// `nil` where nobody is named.
    public var speaker: Speaker?
    /// The word that introduces it: "said", "according to", ":".
    public var cue: Passage?
    /// The `id` of an earlier quotation with the same words.
    public var sameAs: String?
    /// The same for the parts of one utterance: `"…," he said, "…"`.
    public var group: String?
    public var modality: Modality
    /// Who passed it on, where that is not the article itself ("CNN reported").
    public var via: String?
    /// The parts between marks, where it is mixed.
    public var verbatim: [Passage]
    /// The same for the same words in any article, whatever their marks, case and hyphens; `nil` for less than four words.
    public var fingerprint: String?
    /// How likely words and speaker are both right, from 0 to 1.
    public var confidence: Double

    public init(
        id: String, kind: Kind, passage: Passage, speaker: Speaker? = nil, cue: Passage? = nil, sameAs: String? = nil, group: String? = nil,
        modality: Modality = .said, via: String? = nil, verbatim: [Passage] = [], fingerprint: String? = nil, confidence: Double = 1
    ) {
        self.id = id
        self.kind = kind
        self.passage = passage
        self.speaker = speaker
        self.cue = cue
        self.sameAs = sameAs
        self.group = group
        self.modality = modality
        self.via = via
        self.verbatim = verbatim
        self.fingerprint = fingerprint
        self.confidence = confidence
    }
}
