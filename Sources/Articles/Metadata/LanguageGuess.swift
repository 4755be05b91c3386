/// Guesses a text's language where a page declares none: by its script, or by the commonest small words.
enum LanguageGuess {
    /// Small words that hardly occur in the other languages of the table, or far less often.
    private static let smallWords: [(language: String, words: Set<String>)] = [
        ("en", ["the", "and", "of", "to", "that", "is", "was", "with", "for", "by", "from", "have", "said"]),
        ("de", ["der", "die", "und", "das", "den", "nicht", "mit", "ist", "von", "ein", "eine", "auch", "sich"]),
        ("fr", ["le", "les", "des", "et", "est", "une", "dans", "que", "pour", "pas", "sur", "qui", "du"]),
        ("es", ["el", "los", "las", "que", "y", "una", "del", "por", "con", "para", "es", "se", "su"]),
        ("it", ["il", "di", "che", "della", "per", "una", "sono", "gli", "con", "nel", "alla", "anche", "più"]),
        ("pt", ["o", "os", "que", "uma", "não", "para", "do", "da", "em", "com", "dos", "mais", "ao"]),
        ("nl", ["de", "het", "een", "van", "en", "niet", "dat", "op", "zijn", "voor", "ook", "aan", "wordt"]),
        ("sv", ["och", "att", "det", "som", "på", "är", "inte", "för", "av", "har", "till", "med", "ett"]),
        ("da", ["og", "at", "det", "på", "er", "ikke", "til", "af", "har", "med", "som", "den", "blev"]),
        ("no", ["og", "at", "det", "på", "er", "ikke", "til", "av", "har", "med", "som", "ble", "etter"]),
        ("pl", ["i", "w", "na", "się", "nie", "że", "jest", "do", "z", "po", "jak", "oraz", "przez"]),
        ("cs", ["a", "se", "na", "že", "je", "v", "by", "ale", "jsou", "jako", "který", "podle", "bude"]),
        ("tr", ["ve", "bir", "bu", "için", "da", "de", "ile", "olarak", "çok", "daha", "olan", "sonra", "gibi"]),
        ("fi", ["ja", "on", "ei", "että", "oli", "se", "hän", "myös", "mutta", "kun", "ovat", "mukaan", "joka"]),
        ("id", ["yang", "dan", "di", "dengan", "untuk", "itu", "ini", "dari", "tidak", "pada", "akan", "dalam", "juga"]),
    ]

    /// - Returns: a primary language tag, or `nil` where the text is short or fits none clearly.
    static func language(of text: String) -> String? {
        let sample = text.prefix(4000)
        if let script = scriptLanguage(sample) { return script }
        let words = Words.words(String(sample))
        guard words.count >= 30 else { return nil }
        var scores = smallWords.map { entry in (entry.language, words.count { entry.words.contains($0) }) }
        scores.sort { $0.1 > $1.1 }
        guard scores[0].1 * 10 >= words.count, scores[0].1 * 10 > scores[1].1 * 12 else { return nil }
        return scores[0].0
    }

    /// The language that alone, or by far the most, is written in the text's script.
    private static func scriptLanguage(_ text: Substring) -> String? {
        var counts: [String: Int] = [:]
        var letters = 0
        for scalar in text.unicodeScalars where scalar.value >= 0x41 {
            letters += 1
            switch scalar.value {
            case 0x3041...0x30FF: counts["ja", default: 0] += 3
            case 0xAC00...0xD7A3: counts["ko", default: 0] += 1
            case 0x4E00...0x9FFF: counts["zh", default: 0] += 1
            case 0x0590...0x05FF: counts["he", default: 0] += 1
            case 0x0370...0x03FF: counts["el", default: 0] += 1
            case 0x0E00...0x0E7F: counts["th", default: 0] += 1
            case 0x0900...0x097F: counts["hi", default: 0] += 1
            case 0x0456, 0x0457, 0x0454, 0x0491: counts["uk", default: 0] += 20
            case 0x044B, 0x044D, 0x044A: counts["ru", default: 0] += 20
            default: break
            }
        }
        guard letters >= 30, let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
        return best.value * 10 >= letters * 3 ? best.key : nil
    }
}
