/// Something said, as a range of tokens, with the phrase that names who said it.
package struct Attributed {
    /// The words, with their marks.
    package var tokens: Range<Int>
    /// Position of the phrase of the speaker in the reading.
    package var speaker: Int?
    /// The token that introduces it.
    package var cue: Int?
    /// Whether all of it stands between marks.
    package var isDirect: Bool
    /// The same for the parts of one utterance.
    package var group: Int
    /// Position of the phrase of who passed it on.
    package var via: Int?
    /// How likely words and speaker are right.
    package var probability: Float

    package init(tokens: Range<Int>, speaker: Int?, cue: Int?, isDirect: Bool, group: Int, probability: Float) {
        self.tokens = tokens
        self.speaker = speaker
        self.cue = cue
        self.isDirect = isDirect
        self.group = group
        self.probability = probability
    }
}
