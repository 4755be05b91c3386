extension Charset {
    /// The likeliest encoding of bytes that declare none and are no UTF-8.
    ///
    /// Each encoding reads a part of the text, and each of its languages says how likely such a text is (``CharsetLanguage``):
    /// letters that never follow one another, symbols within words and capitals behind small letters are all but
    /// impossible in the right one. Since all read the same bytes, the likeliest reading wins (Bayes).
    ///
    /// - Returns: `windows-1252` where nothing is better, as browsers have it.
    static func guess(_ bytes: [UInt8]) -> String {
        let sample = CharsetSample(bytes)
        guard sample.foreign > 0 else { return "utf-8" }
        var best = (name: "windows-1252", likelihood: -Float.infinity)
        let readings = candidates.map { candidate in
            candidate.readings.map {
                (
                    latin: $0.language.isLatin, words: $0.likelihood(of: sample.words),
                    neighbours: $0.language.isLatin ? neighbourWeight * $0.likelihood(of: sample.neighbours) : 0
                )
            }
        }
        // Words of ASCII tell languages with Latin letters from one another; in the midst of the others they are rare.
        let plain = readings.joined().filter(\.latin).map(\.neighbours).max() ?? 0
        let foreignness = -1.5 * Float(min(sample.neighbourCount, 6))
        // A few bytes prove nothing: they are left to the most widespread encoding.
        let doubt = -6 / Float(sample.foreign)
        for (candidate, readings) in zip(candidates, readings) {
            for reading in readings {
                let doubt = candidate.prior == 0 ? 0 : reading.latin ? doubt / 3 : doubt
                let likelihood = reading.words + candidate.prior + doubt + (reading.latin ? reading.neighbours - plain : foreignness)
                if likelihood > best.likelihood { best = (candidate.name, likelihood) }
            }
        }
        for candidate in ideographic {
            let likelihood = candidate.likelihood(of: sample.words) + candidate.prior + doubt + foreignness
            if likelihood > best.likelihood { best = (candidate.name, likelihood) }
        }
        if let mixed = sample.mixedWords {
            for (reading, alone) in zip(candidates[0].readings, readings[0]) {
                let likelihood = reading.likelihood(of: mixed.words) + mixed.likelihood + mixedPrior + alone.neighbours - plain
                if likelihood > best.likelihood { best = ("utf-8", likelihood) }
            }
        }
        return best.name
    }

    /// The logarithm of how often UTF-8 is met in which so much is broken that it has to be guessed.
    private static let mixedPrior: Float = -4

    /// Neighbouring words are names from elsewhere more often than the words in question.
    private static let neighbourWeight: Float = 0.6

    /// An encoding with a byte for each character, what it is used for, and the logarithm of how widespread it is.
    private struct Candidate: Sendable {
        var name: String
        var prior: Float
        var readings: [CharsetReading]

        init(_ name: String, _ prior: Float, _ languages: [CharsetLanguage]) {
            (self.name, self.prior) = (name, prior)
            let characters = CharsetReading.characters(of: name)
            readings = languages.map { CharsetReading(characters, $0) }
        }
    }

    private static let western: [CharsetLanguage] = [
        .english, .german, .french, .spanish, .portuguese, .italian, .dutch, .swedish, .danish, .finnish, .icelandic, .catalan,
    ]
    private static let central: [CharsetLanguage] = [
        .polish, .czech, .slovak, .hungarian, .croatian, .slovenian, .romanian, .german,
    ]
    private static let baltic: [CharsetLanguage] = [.lithuanian, .latvian, .estonian]
    private static let cyrillic: [CharsetLanguage] = [.russian, .ukrainian, .bulgarian, .serbian, .macedonian, .belarusian]

    /// Those of the Encoding standard that are found in the wild, the widespread first: of two that read a text alike the first wins.
    private static let candidates: [Candidate] = [
        Candidate("windows-1252", 0, western + [.estonian]),
        Candidate("windows-1251", -1, cyrillic),
        Candidate("windows-1250", -1.5, central),
        Candidate("windows-1254", -2, [.turkish]),
        Candidate("windows-1253", -2, [.greek]),
        Candidate("windows-1255", -2, [.hebrew]),
        Candidate("windows-1256", -2, [.arabic, .persian]),
        Candidate("windows-1257", -2.5, baltic),
        Candidate("windows-874", -2, [.thai]),
        Candidate("windows-1258", -4, [.vietnamese]),
        Candidate("iso-8859-2", -2, central),
        Candidate("iso-8859-15", -2, western + [.estonian]),
        Candidate("iso-8859-7", -2.5, [.greek]),
        Candidate("iso-8859-8", -4, [.hebrew]),
        Candidate("iso-8859-6", -4, [.arabic]),
        Candidate("iso-8859-13", -4, baltic),
        Candidate("iso-8859-4", -5, baltic),
        Candidate("iso-8859-5", -4, cyrillic),
        Candidate("koi8-r", -2, [.russian, .bulgarian]),
        Candidate("koi8-u", -3, [.ukrainian, .belarusian]),
        Candidate("ibm866", -4, cyrillic),
        Candidate("x-mac-cyrillic", -4, cyrillic),
        Candidate("macintosh", -5, western),
    ]

    private static let ideographic: [CharsetIdeographs] = [
        CharsetIdeographs("shift_jis", -2, .japanese),
        CharsetIdeographs("euc-jp", -2.5, .japanese),
        CharsetIdeographs("gb18030", -2, .simplifiedChinese),
        CharsetIdeographs("gb18030", -5, .traditionalChinese),
        CharsetIdeographs("big5", -2, .traditionalChinese),
        CharsetIdeographs("euc-kr", -2, .korean),
    ]
}
