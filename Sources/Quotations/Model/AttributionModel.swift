/// The five learned choices of attribution.
package struct AttributionModel: Sendable {
    /// Whether a token introduces speech.
    package var cue = LogLinearModel(bits: 18)
    /// Which stretch beside a cue was said.
    package var content = LogLinearModel(bits: 18)
    /// Who said what a cue introduces.
    package var speaker = LogLinearModel(bits: 17)
    /// Which of the readings of a cue is right, content and speaker together.
    package var frame = LogLinearModel(bits: 16)
    /// Whether and by whom marked text without a cue was said.
    package var loose = LogLinearModel(bits: 16)

    package init() {}
}
