import Language
import Quotations

/// Learns the choices of attribution from annotated articles.
public struct QuotationTrainer {
    private var cues = Learner(bits: 18)
    private var contents = Learner(bits: 18)
    private var speakers = Learner(bits: 17)
    private var frames = Learner(bits: 16)
    private var loose = Learner(bits: 16)
    private let cueWords: CueWords
    private let annotator = Annotator()

    private init(_ articles: [TrainingArticle]) { cueWords = CueWords(articles) }

    /// Learns from articles and gives the bytes of the model file that the program embeds.
    ///
    /// - Parameter articles: annotated ones; a few hundred are needed for a model of use.
    public static func train(_ articles: [TrainingArticle]) -> [UInt8] { model(from: articles).encoded }

    /// Learns from articles.
    ///
    /// What to do with marked text that no cue introduces is learned last, from what the choices before it leave over in articles
    /// they were not learned from.
    ///
    /// - Parameter articles: annotated ones; their order does not matter much.
    package static func model(from articles: [TrainingArticle]) -> AttributionModel {
        let parts = 3
        var trainer = QuotationTrainer(articles)
        var others: [QuotationTrainer] = []
        for part in 0..<parts {
            others.append(QuotationTrainer(articles.indices.filter { $0 % parts != part }.map { articles[$0] }))
        }
        for (index, article) in articles.enumerated() {
            let reading = Reading(trainer.annotator.annotate(article.text))
            trainer.addCues(of: article, reading)
            for part in 0..<parts where index % parts != part { others[part].addCues(of: article, reading) }
        }
        let cues = others.map { $0.cueWeights() }
        for (index, article) in articles.enumerated() {
            let reading = Reading(trainer.annotator.annotate(article.text))
            // The other choices see cues as they are in new articles.
            let map = CueMap(reading, cues[index % parts])
            trainer.addUtterances(of: article, map, reading)
            for part in 0..<parts where index % parts != part { others[part].addUtterances(of: article, map, reading) }
        }
        var model = trainer.introductions()
        for part in 0..<parts {
            let unaware = others[part].introductions()
            for index in articles.indices where index % parts == part { trainer.addChoices(articles[index], after: unaware) }
        }
        model.frame.weights = trainer.frames.weights(isLogistic: false, rounds: 8, rate: 0.1, decay: 1e-4, seed: 5)
        model.loose.weights = trainer.loose.weights(isLogistic: false, rounds: 8, rate: 0.1, decay: 1e-4, seed: 4)
        return model
    }

    /// The model without the weights for marked text that no cue introduces.
    private func introductions() -> AttributionModel {
        var model = AttributionModel()
        model.cue = cueWeights()
        model.content.weights = contents.weights(isLogistic: false, rounds: 6, rate: 0.1, decay: 1e-4, seed: 2)
        model.speaker.weights = speakers.weights(isLogistic: false, rounds: 8, rate: 0.1, decay: 1e-4, seed: 3)
        return model
    }

    private func cueWeights() -> LogLinearModel {
        var model = AttributionModel().cue
        model.weights = cues.weights(isLogistic: true, rounds: 8, rate: 0.1, decay: 1e-4, seed: 1)
        return model
    }

    private mutating func addUtterances(of article: TrainingArticle, _ cues: CueMap, _ reading: Reading) {
        let gold = GoldReading(article, reading, cueWords)
        for utterance in gold.utterances where !utterance.isOptional { add(utterance, cues, reading) }
    }

    private mutating func addCues(of article: TrainingArticle, _ reading: Reading) {
        let gold = GoldReading(article, reading, cueWords)
        let positive = Set(gold.utterances.filter { !$0.isOptional }.compactMap(\.cue))
        var features = FeatureList()
        for token in 0..<reading.count where CueCandidates.isCandidate(reading, token) {
            if gold.optionalCueTokens.contains(token), !positive.contains(token) { continue }
            if gold.cueTokens.contains(token), !positive.contains(token) { continue }
            features.removeAll()
            CueCandidates.features(reading, token, into: &features)
            cues.addOption(features, isRight: positive.contains(token))
            cues.endDecision()
        }
    }

    private mutating func add(_ utterance: GoldReading.Utterance, _ cues: CueMap, _ reading: Reading) {
        guard let cue = utterance.cue else { return }
        let region = Region(around: cue, in: reading)
        var taken: [Range<Int>] = []
        for side in ContentSpans.Side.allCases {
            let runs = utterance.runs.filter { side == .left ? $0.upperBound <= cue : $0.lowerBound > cue }
            if let run = addContent(runs, ContentSpans(side, of: cue, in: region, cues, reading)) { taken.append(run) }
        }
        guard !taken.isEmpty else { return }
        let options = SpeakerOptions(cue: cue, contents: taken, in: region, cues, reading)
        let right = GoldReading.rightPhrases(options.phrases, for: utterance.speaker, reading)
        guard utterance.speaker == nil || !right.isEmpty else { return }
        var features = FeatureList()
        options.noneFeatures(into: &features)
        speakers.addOption(features, isRight: utterance.speaker == nil)
        for phrase in options.phrases {
            features.removeAll()
            options.features(of: phrase, into: &features)
            speakers.addOption(features, isRight: right.contains(phrase))
        }
        speakers.endDecision()
    }

    /// Adds the choice among the spans of one side, and answers with the run that was said there.
    private mutating func addContent(_ runs: [Range<Int>], _ candidates: ContentSpans) -> Range<Int>? {
        var best: (span: Range<Int>, run: Range<Int>, agreement: Double)?
        for run in runs {
            for span in candidates.spans {
                let agreement = Attributor.agreement(span, run)
                if agreement > best?.agreement ?? 0 { best = (span, run, agreement) }
            }
        }
        if let best, best.agreement < 0.5 { return nil }
        var features = FeatureList()
        candidates.noneFeatures(into: &features)
        contents.addOption(features, isRight: best == nil)
        for span in candidates.spans {
            features.removeAll()
            candidates.features(of: span, into: &features)
            contents.addOption(features, isRight: best.map { Attributor.agreement(span, $0.run) >= $0.agreement - 0.001 } ?? false)
        }
        contents.endDecision()
        return best?.run
    }

    /// What is learned from the other choices of a model that does not know the article.
    private mutating func addChoices(_ article: TrainingArticle, after model: AttributionModel) {
        let reading = Reading(annotator.annotate(article.text))
        let gold = GoldReading(article, reading, cueWords)
        addFrames(gold, after: model, reading)
        addLoose(gold, after: model, reading)
    }

    /// The readings of each likely cue.
    private mutating func addFrames(_ gold: GoldReading, after model: AttributionModel, _ reading: Reading) {
        var utterances: [Int: GoldReading.Utterance] = [:]
        for utterance in gold.utterances where !utterance.isOptional {
            if let cue = utterance.cue { utterances[cue] = utterance }
        }
        let cues = CueMap(reading, model.cue)
        var features = FeatureList()
        for token in 0..<reading.count where cues[token] >= AttributionLimits().leastCue {
            let utterance = utterances[token]
            if utterance == nil, gold.cueTokens.contains(token) || gold.optionalCueTokens.contains(token) { continue }
            let choice = CueFrames(token, cues, model, reading)
            let right = choice.frames.map { frame in utterance.map { Self.isRight(frame, of: choice, $0, reading) } ?? false }
            for (frame, isRight) in zip(choice.frames, right) {
                features.removeAll()
                choice.features(of: frame, into: &features)
                frames.addOption(features, isRight: isRight, offset: choice.offset(of: frame))
            }
            features.removeAll()
            choice.noneFeatures(into: &features)
            frames.addOption(features, isRight: !right.contains(true), offset: choice.noneOffset)
            frames.endDecision()
        }
    }

    /// Whether a reading has what was said on both sides of the cue, and who said it.
    private static func isRight(
        _ frame: CueFrames.Frame, of choice: CueFrames, _ utterance: GoldReading.Utterance, _ reading: Reading
    ) -> Bool {
        for side in ContentSpans.Side.allCases {
            let position = side == .left ? frame.left : frame.right
            let span = position.map { choice.sides[Int(side.rawValue)].candidates[$0].span }
            let runs = utterance.runs.filter { side == .left ? $0.upperBound <= choice.cue : $0.lowerBound > choice.cue }
            // Runs in other sentences are out of reach.
            let near = runs.filter { $0.overlaps(choice.region.tokens) }
            if let span {
                guard runs.contains(where: { Attributor.agreement(span, $0) >= 0.5 }) else { return false }
            } else if !near.isEmpty {
                return false
            }
        }
        guard let speaker = utterance.speaker else { return frame.speaker == nil }
        return frame.speaker.map { reading.phrases[$0].tokens.overlaps(speaker) } ?? false
    }

    /// Marked text that a model's other choices leave over.
    private mutating func addLoose(_ gold: GoldReading, after model: AttributionModel, _ reading: Reading) {
        let others = Attributor(reading, model: model).introduced()
        for atom in reading.atoms.indices {
            let range = reading.atoms[atom].outer
            if Attributor.isCovered(range, by: others) { continue }
            let owner = gold.owner(of: range)
            if let owner, owner.isOptional { continue }
            let speech = LooseSpeech(atom: atom, found: others, reading)
            var right: [Bool] = speech.options.map { option in
                guard let owner else { return option == .noSpeech }
                guard let speaker = owner.speaker else { return option == .nobody }
                switch option {
                case .noSpeech, .nobody: return false
                case .speakerOf(let index): return others[index].speaker.map { reading.phrases[$0].tokens.overlaps(speaker) } ?? false
                case .phrase(let index): return reading.phrases[index].tokens.overlaps(speaker)
                }
            }
            if !right.contains(true) {
                guard owner != nil else { continue }
                // The speaker is out of reach, but that it is speech can be learned.
                right = speech.options.map { $0 != .noSpeech }
            }
            var features = FeatureList()
            for (option, isRight) in zip(speech.options, right) {
                features.removeAll()
                speech.features(of: option, into: &features)
                loose.addOption(features, isRight: isRight)
            }
            loose.endDecision()
        }
    }
}
