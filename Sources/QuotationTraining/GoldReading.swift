import Language
import Quotations

/// The annotation of an article in tokens of its reading.
struct GoldReading {
    /// What one cue introduces.
    struct Utterance {
        var runs: [Range<Int>]
        var speaker: Range<Int>?
        /// The token that stands for the cue.
        var cue: Int?
        var isOptional: Bool
    }

    /// Who said a stretch of marked text.
    struct Owner {
        var speaker: Range<Int>?
        var isOptional: Bool
    }

    private(set) var utterances: [Utterance] = []
    private(set) var cueTokens: Set<Int> = []
    private(set) var optionalCueTokens: Set<Int> = []

    init(_ article: TrainingArticle, _ reading: Reading, _ cueWords: CueWords) {
        var places: [String: Int] = [:]
        let offsets = ScalarTokens(reading.document)
        for quote in article.quotes {
            guard let words = offsets.tokens(in: quote.words) else { continue }
            let cueRange = quote.cue.flatMap { offsets.tokens(in: $0) }
            if let cueRange {
                if quote.isOptional { optionalCueTokens.formUnion(cueRange) } else { cueTokens.formUnion(cueRange) }
            }
            if let place = places[quote.group] {
                utterances[place].runs.append(words)
                if !quote.isOptional { utterances[place].isOptional = false }
                continue
            }
            places[quote.group] = utterances.count
            utterances.append(
                Utterance(
                    runs: [words], speaker: quote.speaker.flatMap { offsets.tokens(in: $0) },
                    cue: cueRange.flatMap { cueWords.head(of: $0, reading) },
                    isOptional: quote.isOptional))
        }
    }

    /// The phrases that name the speaker: those in the annotated words, not the owners and modifiers in them where others are.
    static func rightPhrases(_ phrases: [Int], for speaker: Range<Int>?, _ reading: Reading) -> Set<Int> {
        guard let speaker else { return [] }
        let inside = phrases.filter { reading.phrases[$0].tokens.overlaps(speaker) && speaker.contains(reading.phrases[$0].head) }
        let plain = inside.filter { !reading.phrases[$0].isPossessive && !reading.phrases[$0].isModifier }
        let candidates = plain.isEmpty ? inside : plain
        // "Vera Lind, a teacher from Ostby": the first phrase names the speaker, and what follows tells of them.
        guard let first = candidates.min(by: { reading.phrases[$0].head < reading.phrases[$1].head }) else { return [] }
        return [first]
    }

    func owner(of range: Range<Int>) -> Owner? {
        var best: (Owner, Double)?
        for utterance in utterances {
            for run in utterance.runs {
                let common = min(run.upperBound, range.upperBound) - max(run.lowerBound, range.lowerBound)
                guard common > 0 else { continue }
                let share = Double(common) / Double(range.count)
                guard share >= 0.5, share > best?.1 ?? 0 else { continue }
                best = (Owner(speaker: utterance.speaker, isOptional: utterance.isOptional), share)
            }
        }
        return best?.0
    }
}

/// Finds the tokens of ranges of Unicode scalars.
struct ScalarTokens {
    private let starts: [Int]
    private let ends: [Int]

    init(_ document: Document) {
        starts = document.tokens.map { document.text.scalarOffset(ofByte: $0.start) }
        ends = document.tokens.map { document.text.scalarOffset(ofByte: $0.end) }
    }

    /// The tokens that overlap a range, or `nil` for none.
    func tokens(in range: Range<Int>) -> Range<Int>? {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] > range.lowerBound { high = middle } else { low = middle + 1 }
        }
        var end = low
        while end < starts.count, starts[end] < range.upperBound { end += 1 }
        return low < end ? low..<end : nil
    }
}

/// Which word of a longer cue carries its sense: "saying" in "issued a statement saying".
struct CueWords {
    private var counts: [String: Int] = [:]

    /// Counts the cues of one word.
    init(_ articles: [TrainingArticle]) {
        for article in articles {
            let scalars = Array(article.text.unicodeScalars)
            for quote in article.quotes where !quote.isOptional {
                guard let cue = quote.cue, cue.upperBound <= scalars.count else { continue }
                var text = String.UnicodeScalarView()
                text.append(contentsOf: scalars[cue])
                let word = String(text).lowercased()
                if !word.contains(" ") { counts[word, default: 0] += 1 }
            }
        }
        counts["according"] = 1000
    }

    /// The token that stands for a cue: the one that is most often a cue alone, or the last verb.
    func head(of range: Range<Int>, _ reading: Reading) -> Int? {
        let candidates = range.filter { CueCandidates.isCandidate(reading, $0) }
        let known = candidates.max { count($0, reading) < count($1, reading) }
        if let known, count(known, reading) > 0 { return known }
        return candidates.last { reading.document.tokens[$0].tag == .verb } ?? candidates.first
    }

    private func count(_ token: Int, _ reading: Reading) -> Int {
        counts[reading.document.text.string(reading.document.tokens[token]).lowercased()] ?? 0
    }
}
