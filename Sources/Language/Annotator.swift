/// Reads a text: paragraphs, sentences, tokens, their parts of speech, and who and what it speaks of.
///
/// ```swift
/// let document = Annotator().annotate("Dr. Ni said so. She works for Mindpath Health.")
/// document.entities.map(\.name)  // ["Ni", "Mindpath Health"]
/// ```
///
/// An annotator holds no state of a text: one serves all threads.
public struct Annotator: Sendable {
    private let model: LanguageModel?
    private let watchList: WatchList?

    /// An annotator with the model that is part of the program.
    ///
    /// - Parameter watchList: terms that are looked for besides.
    public init(watching watchList: WatchList? = nil) { self.init(model: .embedded, watching: watchList) }

    package init(model: LanguageModel?, watching watchList: WatchList? = nil) {
        self.model = model
        self.watchList = watchList
    }

    /// Annotates a text.
    ///
    /// - Parameters:
    ///   - text: plain text; blank lines and line breaks end paragraphs, unless the lines were wrapped at a fixed width.
    ///   - language: its language (BCP 47), where the page or feed tells it; it is told from the text otherwise.
    public func annotate(_ text: String, language: String? = nil) -> Document {
        annotate(TextBuffer(text), language: language)
    }

    /// Annotates a text that is in a buffer already.
    public func annotate(_ text: TextBuffer, language: String? = nil) -> Document {
        var document = Document(text: text, language: language)
        Self.segment(&document)
        let table = TokenTable(bytes: document.text.bytes, tokens: document.tokens, words: model?.words)
        let told = LanguageGuess.language(of: document, model == nil ? nil : table)
        let declared = language.flatMap { $0.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map { $0.lowercased() } }
        // A few words tell less than the page that holds them; of a whole article the words tell more.
        document.language = document.tokens.count < 60 ? declared ?? told : told ?? declared
        let watched = watchList?.matches(in: document, words: table.lower) ?? []
        guard let model, let tagger = model.tagger, let recogniser = model.names else {
            document.watched = watched
            return document
        }
        var tags: [PartOfSpeech] = []
        tags.reserveCapacity(document.tokens.count)
        for sentence in document.sentences { tags += tagger.tags(table, sentence) }
        for index in document.tokens.indices { document.tokens[index].tag = tags[index] }
        if let code = document.language, code != "en" {
            let names = PlainNameReader.names(document, table, language: code).sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
            document = WhoIsWho.gather(Self.yielding(names, to: watched), document, table)
            document.skipped = [.names, .roles, .nominals, .measures]
            document.orderEntities()
            document.watch(watched)
            return document
        }
        let context = NameTagger.Context(table, sentences: document.sentences, phrases: model.phrases)
        var names: [NameTagger.Name] = []
        for sentence in document.sentences { names += recogniser.names(table, context, tags, sentence) }
        names = NameRepair.repair(names, document, table, context)
        document = WhoIsWho.gather(Self.yielding(names, to: watched), document, table)
        document = Appositions.read(document, table)
        document = Measures.find(document, table)
        document = Nominals.find(document, table)
        document.orderEntities()
        document.watch(watched)
        return document
    }

    /// The names without those that lie strictly inside a watched term: "Alzheimer" of "Alzheimer's disease" is nobody.
    private static func yielding(_ names: [NameTagger.Name], to watched: [WatchMatch]) -> [NameTagger.Name] {
        guard !watched.isEmpty else { return names }
        var position = 0
        return names.filter { name in
            while position < watched.count, watched[position].tokens.upperBound <= name.tokens.lowerBound { position += 1 }
            guard position < watched.count else { return true }
            let term = watched[position].tokens
            return !(term.lowerBound <= name.tokens.lowerBound && term.upperBound >= name.tokens.upperBound && term != name.tokens)
        }
    }

    /// A text cut into tokens, sentences and paragraphs, and no more.
    package func segmented(_ text: String) -> Document {
        var document = Document(text: TextBuffer(text))
        Self.segment(&document)
        return document
    }

    /// Fills in tokens, sentences and paragraphs.
    package static func segment(_ document: inout Document) {
        let bytes = document.text.bytes
        var paragraphs: [Range<Int>] = []
        for range in Paragraphs.ranges(in: bytes) {
            let first = document.tokens.count
            document.tokens.append(contentsOf: Tokenizer.tokens(in: bytes, range))
            if document.tokens.count > first { paragraphs.append(first..<document.tokens.count) }
        }
        let splitter = SentenceSplitter(bytes: bytes, tokens: document.tokens)
        for paragraph in paragraphs { document.sentences.append(contentsOf: splitter.sentences(in: paragraph)) }
        document.paragraphs = paragraphs
    }
}
