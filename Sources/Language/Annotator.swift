/// Reads a text: paragraphs, sentences, tokens, their parts of speech, and who and what it speaks of.
///
/// ```swift
/// let document = Annotator().annotate("Dr. Ni said so. She works for Mindpath Health.")
/// document.entities.map(\.name)  // ["Ni", "Mindpath Health"]
/// ```
///
/// An annotator holds no state of a text: one serves all threads.
public struct Annotator: Sendable {
    public init() {}

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
        BaselineTagger.tag(&document)
        BaselineRecogniser.recognise(&document)
        return document
    }

    /// Fills in tokens, sentences and paragraphs.
    static func segment(_ document: inout Document) {
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
