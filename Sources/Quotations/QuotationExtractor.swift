import Language

/// Finds who said what in an annotated text.
///
/// ```swift
/// let document = Annotator().annotate("“The ferry is late,” Ada Holm said.")
/// let quotations = QuotationExtractor().extract(from: document)
/// // quotations[0].passage.text == "The ferry is late", quotations[0].speaker?.name == "Ada Holm"
/// ```
///
/// An extractor holds nothing of a text: one serves all threads.
public struct QuotationExtractor: Sendable {
    private let model: AttributionModel?
    package var limits = AttributionLimits()
    package var parts = AttributionParts.all
    package var forcesModel = false

    /// An extractor with the model that comes with the program.
    public init() {
        self.init(model: AttributionModel.embedded)
    }

    package init(model: AttributionModel?) { self.model = model }

    /// The quotations of a text, by where they start.
    ///
    /// - Parameter document: the text with its sentences, tags and mentions.
    public func extract(from document: Document) -> [Quotation] {
        let reading = Reading(document)
        if reading.isEnglish || forcesModel, let model {
            let found = Attributor(reading, model: model, limits: limits, parts: parts).attributed()
            return QuotationAssembly(reading).quotations(found)
        }
        let found = PatternAttributor(reading, lexicon: CueLexicon.of(reading.language)).attributed()
        return QuotationAssembly(reading).quotations(found)
    }
}

extension Annotations {
    /// Annotates a text and finds its quotations.
    ///
    /// - Parameters:
    ///   - text: plain text.
    ///   - language: its language (BCP 47), where it is known.
    public static func annotate(_ text: String, language: String? = nil) -> Annotations {
        let document = Annotator().annotate(text, language: language)
        return Annotations(document: document, quotations: QuotationExtractor().extract(from: document))
    }
}
