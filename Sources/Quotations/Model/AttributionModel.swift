/// The four learned choices of attribution.
package struct AttributionModel: Sendable {
    /// Whether a token introduces speech.
    package var cue = LogLinearModel(bits: 16)
    /// Which stretch beside a cue was said.
    package var content = LogLinearModel(bits: 17)
    /// Who said what a cue introduces.
    package var speaker = LogLinearModel(bits: 16)
    /// Whether and by whom marked text without a cue was said.
    package var loose = LogLinearModel(bits: 16)

    package init() {}
}
