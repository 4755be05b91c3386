import Language

/// The words of one language that introduce speech and name who spoke.
struct CueLexicon: Sendable {
    /// Verbs of speech in the finite forms that reports use.
    let verbs: Set<UInt32>
    /// Their participles, behind an auxiliary: "hat gesagt", "a déclaré".
    let participles: Set<UInt32>
    let auxiliaries: Set<UInt32>
    /// Verbs that give a name to something: "bezeichnete … als", "calificó de"; of speech only with marked words.
    let namings: Set<UInt32>
    /// Verbs that say that something is not so.
    let denials: Set<UInt32>
    /// What stands before a source: "laut", "selon", "volgens".
    let prepositions: Set<UInt32>
    /// The same where what follows is a word for a statement: "nach Angaben", "d'après".
    let weakPrepositions: Set<UInt32>
    /// Ends of the nouns for a statement: "Angaben", "Polizeiangaben", "rapport".
    let reports: [[UInt8]]
    /// What stands behind a source: "zufolge".
    let postpositions: Set<UInt32>
    /// What points back to the source before: "demnach".
    let anaphors: Set<UInt32>
    /// "as" in "as the mayor said".
    let comparatives: Set<UInt32>
    /// What begins a reported clause: "dass", "que".
    let complementizers: Set<UInt32>
    /// Forms of verbs that tell reported speech: "sei", "habe".
    let subjunctives: Set<UInt32>
    /// What points back to the sentence before: "das" in "Das teilte die Polizei mit".
    let pointers: Set<UInt32>
    /// Heads of phrases that never speak: times, and what words are about: "Frühjahr", "Kritik".
    let mutes: Set<UInt32>
    /// What may only be an object, where the article tells the case: "den", "dem".
    let obliques: Set<UInt32>
    /// What begins a noun phrase.
    let determiners: Set<UInt32>
    /// What joins a noun to the name of its office: "de", "des", "van".
    let links: Set<UInt32>
    /// Other function words: no noun phrase holds them.
    let functionWords: Set<UInt32>
    let pronouns: [UInt32: Gender?]
    /// Whether all nouns are written with a capital.
    let capitalisesNouns: Bool
    /// The commonest words of the language.
    let common: Set<UInt32>

    /// - Parameter words: lists of words by what they are; a list that is left out is empty.
    init(_ words: [Part: String], capitalisesNouns: Bool = false) {
        func set(_ part: Part) -> Set<UInt32> { FeatureHash.all(words[part] ?? "") }
        verbs = set(.verbs)
        participles = set(.participles)
        auxiliaries = set(.auxiliaries)
        namings = set(.namings)
        denials = set(.denials)
        prepositions = set(.prepositions)
        weakPrepositions = set(.weakPrepositions)
        reports = (words[.reports] ?? "").split(separator: " ").map { Array($0.utf8) }
        postpositions = set(.postpositions)
        anaphors = set(.anaphors)
        comparatives = set(.comparatives)
        complementizers = set(.complementizers)
        subjunctives = set(.subjunctives)
        pointers = set(.pointers)
        mutes = set(.mutes)
        obliques = set(.obliques)
        determiners = set(.determiners)
        links = set(.links)
        functionWords = set(.functionWords)
        common = set(.common)
        self.capitalisesNouns = capitalisesNouns
        var pronouns: [UInt32: Gender?] = [:]
        let genders: [(Part, Gender?)] = [(.he, .male), (.she, .female), (.they, .plural), (.it, nil)]
        for (part, gender) in genders {
            for word in set(part) { pronouns.updateValue(gender, forKey: word) }
        }
        self.pronouns = pronouns
    }

    /// What a list of words is.
    enum Part {
        case verbs, participles, auxiliaries, namings, denials, prepositions, weakPrepositions, reports, postpositions, anaphors
        case comparatives, complementizers, subjunctives, pointers, mutes, obliques, determiners, links, functionWords, he, she, they, it,
            common
    }

    /// The lexicon of a language; one without words where there is none.
    ///
    /// - Parameter language: BCP 47; only the primary subtag counts.
    static func of(_ language: String) -> CueLexicon {
        let primary = language.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).first
        return primary.flatMap { all[String($0)] } ?? none
    }

    /// The language whose common words are the most frequent ones, `nil` where too few are there to tell.
    ///
    /// - Parameter words: the hashes of the words of a text.
    static func language(of words: some Sequence<UInt32>) -> String? {
        var counts: [String: Int] = [:]
        for word in words {
            for (language, lexicon) in all where lexicon.common.contains(word) { counts[language, default: 0] += 1 }
        }
        guard let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value >= 6 else { return nil }
        return best.key
    }

    private static let none = CueLexicon([:])
    private static let all: [String: CueLexicon] = [
        "en": english, "de": german, "fr": french, "es": spanish, "it": italian, "pt": portuguese, "nl": dutch,
    ]

    /// Whether a word introduces speech by the lists alone.
    func introduces(_ word: UInt32) -> Bool { verbs.contains(word) || prepositions.contains(word) }

    /// Whether a word is one for a statement, or ends in one.
    func isReport(_ word: ArraySlice<UInt8>) -> Bool {
        reports.contains { report in
            word.count >= report.count && zip(word.suffix(report.count), report).allSatisfy { ($0 &- 0x41 < 26 ? $0 | 0x20 : $0) == $1 }
        }
    }
}
