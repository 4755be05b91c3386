/// The parts of the attribution, so that what each brings can be measured without it.
package struct AttributionParts: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Cues by the model; without it by a list of verbs.
    package static let learnedCues = AttributionParts(rawValue: 1)
    /// What was said by the model; without it the longest span beside the cue.
    package static let learnedContents = AttributionParts(rawValue: 2)
    /// Speakers by the model; without it the name or noun nearest to the cue.
    package static let learnedSpeakers = AttributionParts(rawValue: 4)
    /// Marked text that no cue introduces.
    package static let cuelessSpeech = AttributionParts(rawValue: 8)
    /// Labels, dashes and headlines.
    package static let setting = AttributionParts(rawValue: 16)
    /// Spans that agree support each other.
    package static let support = AttributionParts(rawValue: 32)
    /// Turns of dialogues and the topics of paragraphs.
    package static let discourse = AttributionParts(rawValue: 64)

    /// What a cue introduces, where, and who said it chosen together; without it one after the other.
    package static let frames = AttributionParts(rawValue: 128)

    package static let all: AttributionParts = [
        .learnedCues, .learnedContents, .learnedSpeakers, .cuelessSpeech, .setting, .support, .discourse, .frames,
    ]
    /// What choosing together takes.
    static let joint: AttributionParts = [.learnedCues, .learnedContents, .learnedSpeakers, .support, .frames]
}
