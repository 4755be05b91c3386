import Language

/// Sentences of a Universal Dependencies treebank (CoNLL-U) with their parts of speech.
struct Treebank {
    /// Each sentence as a document of its own.
    var sentences: [Document] = []

    private static let tags: [String: PartOfSpeech] = [
        "ADJ": .adjective, "ADP": .adposition, "ADV": .adverb, "AUX": .auxiliary, "CCONJ": .coordinatingConjunction, "DET": .determiner,
        "INTJ": .interjection, "NOUN": .noun, "NUM": .numeral, "PART": .particle, "PRON": .pronoun, "PROPN": .properNoun,
        "PUNCT": .punctuation, "SCONJ": .subordinatingConjunction, "SYM": .symbol, "VERB": .verb,
    ]

    /// - Parameter path: a `.conllu` file.
    init(_ path: String) throws {
        var text: [UInt8] = []
        var tokens: [Token] = []
        var glued = 0..<0
        var gluedSpace = true
        func spaced(_ columns: [ArraySlice<UInt8>]) -> Bool { !String(decoding: columns[9], as: UTF8.self).contains("SpaceAfter=No") }
        let lines = try Files.read(path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for line in lines + [[]] {
            if line.isEmpty {
                if !tokens.isEmpty {
                    let buffer = TextBuffer(String(decoding: text, as: UTF8.self))
                    let all = tokens.indices
                    sentences.append(Document(text: buffer, tokens: tokens, sentences: [all], paragraphs: [all]))
                }
                text = []
                tokens = []
                glued = 0..<0
                continue
            }
            guard line.first != UInt8(ascii: "#") else { continue }
            let columns = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            guard columns.count >= 10 else { continue }
            let number = String(decoding: columns[0], as: UTF8.self)
            if number.contains("-") {
                let ends = number.split(separator: "-").compactMap { Int($0) }
                if ends.count == 2 {
                    glued = ends[0]..<ends[1] + 1
                    gluedSpace = spaced(columns)
                }
                continue
            }
            guard let position = Int(number), let tag = String(decoding: columns[3], as: UTF8.self) as String? else { continue }
            tokens.append(Token(start: text.count, end: text.count + columns[1].count, tag: Self.tags[tag] ?? .other))
            text.append(contentsOf: columns[1])
            let space = glued.contains(position) ? (position + 1 == glued.upperBound && gluedSpace) : spaced(columns)
            if space { text.append(UInt8(ascii: " ")) }
        }
    }
}
