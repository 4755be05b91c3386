/// Tells the language of a text by its script, its commonest words and its rarer letters.
///
/// A word or letter that several languages share speaks for each of them the less. English is told by its whole vocabulary
/// too, which the model holds: a short remark of plain English words is English however few of them are among the commonest.
public enum LanguageGuess {
    /// What each word says: positions in ``codes`` and a weight.
    private static let evidence: (words: [UInt64: [(language: Int, weight: Float)]], letters: [UInt32: [(language: Int, weight: Float)]]) =
        {
            var words: [UInt64: [Int]] = [:]
            for (code, list) in latin + others {
                guard let language = codes.firstIndex(of: code) else { continue }
                for word in Set(list.split(whereSeparator: \.isWhitespace).map { WordHash(String($0)).value }) {
                    words[word, default: []].append(language)
                }
            }
            var letters: [UInt32: [(language: Int, weight: Float)]] = [:]
            for (list, known) in Self.letters {
                for scalar in list.unicodeScalars {
                    letters[scalar.value, default: []] += known.compactMap { code in
                        codes.firstIndex(of: code).map { ($0, 0.7 / Float(known.count)) }
                    }
                }
            }
            return (words.mapValues { languages in languages.map { ($0, 0.3 + 1 / Float(languages.count)) } }, letters)
        }()

    /// The languages that are told by words.
    private static let codes = (latin + others).map(\.code)
    private static let english = 0

    /// The language a text is written in (BCP 47 primary subtag), or `nil` for a text that is too short or of no known language.
    ///
    /// - Parameter text: plain text; its first part is looked at.
    public static func language(of text: String) -> String? {
        var document = Document(text: TextBuffer(String(text.prefix(12_000))))
        Annotator.segment(&document)
        let words = LanguageModel.embedded?.words
        let table = words.map { TokenTable(bytes: document.text.bytes, tokens: document.tokens, words: $0) }
        return language(of: document, table)
    }

    /// The language a text is written in, as above.
    ///
    /// - Parameters:
    ///   - document: tokens are needed, nothing else; the first two thousand are looked at.
    ///   - table: what the English model knows of its words, where there is a model.
    package static func language(of document: Document, _ table: TokenTable? = nil) -> String? {
        var scripts: [String: Int] = [:]
        var latinLetters = 0
        var scores = [Float](repeating: 0, count: codes.count)
        var hits = [Int](repeating: 0, count: codes.count)
        var words = 0
        var known = 0
        var small = 0
        let bytes = document.text.bytes
        for (index, token) in document.tokens.prefix(2000).enumerated() {
            var position = token.start
            var isWord = false
            var odd = false
            while position < token.end {
                let (value, length) = Scalars.decode(bytes, at: position)
                position += length
                guard Scalars.classify(value) == .letter else { continue }
                isWord = true
                if let script = script(value) { scripts[script, default: 0] += 1 } else { latinLetters += 1 }
                // One rare letter a word: names are full of them.
                if value >= 0x80, !odd, let marks = evidence.letters[value] {
                    odd = true
                    for mark in marks { scores[mark.language] += mark.weight }
                }
            }
            guard isWord else { continue }
            words += 1
            for mark in evidence.words[WordHash(bytes, token.bytes).value] ?? [] {
                scores[mark.language] += mark.weight
                hits[mark.language] += 1
            }
            if let table, token.bytes.count >= 3, !table.form[index].contains(.capital) || table.form[index].contains(.allCapitals) {
                small += 1
                if 1...3 ~= table.facts[index].capitals { known += 1 }
            }
        }
        if let (script, count) = scripts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
            let east = scripts["zh", default: 0] + scripts["ja", default: 0]
            // Where the Latin letters are names between words of another script, they outnumber signs that hold whole words.
            if east * 4 > latinLetters, east >= count { return scripts["ja", default: 0] * 12 >= east ? "ja" : "zh" }
            if count > latinLetters, count >= 3 { return refine(script, scripts, scores) }
        }
        guard words >= 3 else { return nil }
        // Words of other languages are seldom among those that English texts write small.
        if small >= 3, known * 10 >= small * 8 { scores[english] += Float(known) * 0.5 }
        if small >= 2, known == small { scores[english] += 1 }
        guard let best = latin.indices.max(by: { (scores[$0], $1) < (scores[$1], $0) }) else { return nil }
        guard scores[best] >= 1, scores[best] * 14 >= Float(words) else { return nil }
        // One short word is chance: "Go to the quay" is no Irish.
        guard best == english || hits[best] >= 2 && (words > 20 || scores[best] > scores[english] + 0.5) else {
            return scores[english] >= 1 && scores[english] * 14 >= Float(words) ? codes[english] : nil
        }
        return codes[best]
    }

    /// The language of a script that several share.
    private static func refine(_ script: String, _ scripts: [String: Int], _ scores: [Float]) -> String {
        guard let group = groups[script] else { return script }
        var best = script
        var top: Float = -1
        for code in group {
            guard let language = codes.firstIndex(of: code) else { continue }
            if scores[language] > top + 0.001 {
                top = scores[language]
                best = code
            }
        }
        return top > 0 ? best : script
    }

    private static let groups: [String: [String]] = [
        "ru": ["ru", "uk", "bg", "mk", "sr", "be", "kk", "mn"], "ar": ["ar", "fa", "ur", "ps"], "hi": ["hi", "mr", "ne"],
        "he": ["he", "yi"],
    ]

    /// The commonest language of a script other than Latin.
    private static func script(_ value: UInt32) -> String? {
        switch value {
        case 0x0370...0x03FF, 0x1F00...0x1FFF: "el"
        case 0x0400...0x052F: "ru"
        case 0x0530...0x058F: "hy"
        case 0x0590...0x05FF: "he"
        case 0x0600...0x06FF, 0x0750...0x077F, 0xFB50...0xFDFF, 0xFE70...0xFEFF: "ar"
        case 0x0900...0x097F: "hi"
        case 0x0980...0x09FF: "bn"
        case 0x0A00...0x0A7F: "pa"
        case 0x0A80...0x0AFF: "gu"
        case 0x0B80...0x0BFF: "ta"
        case 0x0C00...0x0C7F: "te"
        case 0x0C80...0x0CFF: "kn"
        case 0x0D00...0x0D7F: "ml"
        case 0x0D80...0x0DFF: "si"
        case 0x0E00...0x0E7F: "th"
        case 0x0E80...0x0EFF: "lo"
        case 0x1000...0x109F: "my"
        case 0x10A0...0x10FF, 0x1C90...0x1CBF: "ka"
        case 0x1200...0x137F: "am"
        case 0x1780...0x17FF: "km"
        case 0x3040...0x30FF: "ja"
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x2FA1F: "zh"
        case 0xAC00...0xD7AF, 0x1100...0x11FF: "ko"
        default: nil
        }
    }
}
