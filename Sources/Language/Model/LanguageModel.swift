private import CEnglishModel

/// The English model: word facts, tagger and name tagger.
package struct LanguageModel: Sendable {
    package let words: WordTable
    package let phrases: WordTable
    package let clusters: ClusterTree
    package let tagger: Tagger?
    package let names: NameTagger?

    /// The parts of a model file.
    package enum Section: Int, CaseIterable {
        case words, phrases, clusters, tagger, names
    }

    package init(_ image: ModelImage) {
        words = WordTable(image.section(Section.words.rawValue))
        phrases = WordTable(image.section(Section.phrases.rawValue))
        let clusters = ClusterTree(image.section(Section.clusters.rawValue))
        self.clusters = clusters
        tagger = SequenceModel(image.section(Section.tagger.rawValue)).map { Tagger(model: $0, clusters: clusters) }
        names = SequenceModel(image.section(Section.names.rawValue)).map { NameTagger(model: $0, clusters: clusters) }
    }

    /// The model that is part of the program; `nil` only if the file it was built with is no model.
    package static let embedded: LanguageModel? = embeddedImage.map(LanguageModel.init)

    /// Its bytes, where they lie in the program.
    package static let embeddedImage = ModelImage(
        UnsafeRawBufferPointer(start: onrecord_english_model(), count: onrecord_english_model_size()))
}
