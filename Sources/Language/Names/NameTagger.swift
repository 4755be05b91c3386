/// Finds the names of people, organizations, places and other things.
package struct NameTagger: Sendable {
    private let model: SequenceModel
    private let clusters: ClusterTree

    package init(model: SequenceModel, clusters: ClusterTree) {
        self.model = model
        self.clusters = clusters
    }

    /// What a name may be of.
    package enum Kind: UInt8, CaseIterable, Sendable {
        case person, organization, location, norp, other
    }

    /// The labels: 0 outside, then for each kind one for a name's first token and one for the others.
    package static let labels = 1 + Kind.allCases.count * 2

    /// A name: its tokens and what it is of.
    package struct Name: Sendable, Hashable {
        package var tokens: Range<Int>
        package var kind: Kind
        package init(tokens: Range<Int>, kind: Kind) {
            self.tokens = tokens
            self.kind = kind
        }
    }

    /// What the whole document adds to a token.
    package struct Context {
        /// Entries of the name lists that the token is part of: kind × 2 + (first ? 0 : 1) + 1.
        package var listed: [UInt8]
        /// Whether the word also stands there in small letters (1), with a capital inside a sentence (2).
        package var elsewhere: [UInt8]
        /// Whether the sentence has hardly any small letters, as headlines have.
        package var shouting: [Bool]

        package init(_ table: TokenTable, sentences: [Range<Int>], phrases: WordTable) {
            let count = table.count
            listed = [UInt8](repeating: 0, count: count)
            elsewhere = [UInt8](repeating: 0, count: count)
            shouting = [Bool](repeating: false, count: count)
            var seen: [UInt64: UInt8] = [:]
            seen.reserveCapacity(count / 2)
            for sentence in sentences {
                var capitals = 0
                var words = 0
                for index in sentence where table.form[index].contains(.letter) {
                    words += 1
                    if table.form[index].contains(.capital) { capitals += 1 }
                }
                let title = words >= 3 && capitals * 3 >= words * 2
                for index in sentence {
                    shouting[index] = title
                    guard table.form[index].contains(.letter) else { continue }
                    if !table.form[index].contains(.capital) {
                        seen[table.lower[index], default: 0] |= 1
                    } else if !title, index > sentence.lowerBound, table.form[index - 1].contains(.letter) {
                        seen[table.lower[index], default: 0] |= 2
                    }
                }
                var index = sentence.lowerBound
                while index < sentence.upperBound {
                    guard table.facts[index].has(.phraseStart), table.form[index].contains(.capital) else {
                        index += 1
                        continue
                    }
                    var hash = table.lower[index]
                    var best: (end: Int, kind: UInt32)?
                    for end in (index + 1)..<max(index + 1, min(index + 6, sentence.upperBound)) {
                        hash = Hashing.join(hash, table.lower[end])
                        let kind = phrases[hash]
                        if kind > 0 { best = (end + 1, kind) }
                    }
                    if let best {
                        for token in index..<best.end { listed[token] = UInt8(clamping: best.kind * 2 + (token == index ? 1 : 2)) }
                        index = best.end
                    } else {
                        index += 1
                    }
                }
            }
            // "United States" is a name however often "united" and "states" are words.
            for index in 0..<count where table.form[index].contains(.capital) && listed[index] == 0 {
                elsewhere[index] = seen[table.lower[index]] ?? 0
            }
        }
    }

    /// Finds the names of one sentence.
    package func names(_ table: TokenTable, _ context: Context, _ tags: [PartOfSpeech], _ sentence: Range<Int>) -> [Name] {
        let labels = model.labels(of: sentence) { index, emit in Self.features(table, context, tags, clusters, sentence, index, emit) }
        return Self.names(labels, from: sentence.lowerBound)
    }

    /// The names that a row of labels spells.
    package static func names(_ labels: [UInt8], from start: Int) -> [Name] {
        var names: [Name] = []
        for (offset, label) in labels.enumerated() where label > 0 {
            guard let kind = Kind(rawValue: (label - 1) / 2) else { continue }
            let index = start + offset
            if label & 1 == 0, let last = names.last, last.kind == kind, last.tokens.upperBound == index {
                names[names.count - 1].tokens = last.tokens.lowerBound..<index + 1
            } else {
                names.append(Name(tokens: index..<index + 1, kind: kind))
            }
        }
        return names
    }

    /// The features of one token.
    @inline(__always)
    package static func features(
        _ table: TokenTable, _ context: Context, _ tags: [PartOfSpeech], _ clusters: ClusterTree, _ sentence: Range<Int>, _ index: Int,
        _ emit: (UInt64) -> Void
    ) {
        let none: UInt64 = 0x1234_5678
        let has1 = index > sentence.lowerBound
        let has2 = index - 1 > sentence.lowerBound
        let next1 = index + 1 < sentence.upperBound
        let next2 = index + 2 < sentence.upperBound
        let word = table.word[index]
        let wordP = has1 ? table.word[index - 1] : none
        let wordN = next1 ? table.word[index + 1] : none
        let wordPP = has2 ? table.word[index - 2] : none
        let wordNN = next2 ? table.word[index + 2] : none
        let loud: UInt64 = context.shouting[index] ? 2 : 0
        let shape = table.shape[index] &+ (has1 ? 0 : 1) &+ loud
        let shapeP = has1 ? table.shape[index - 1] &+ loud : none
        let shapeN = next1 ? table.shape[index + 1] &+ loud : none
        let factsP = has1 ? table.facts[index - 1] : WordFacts(bits: 0)
        let factsN = next1 ? table.facts[index + 1] : WordFacts(bits: 0)
        let facts = table.facts[index]
        let fine = UInt64(facts.cluster)
        let fineP = has1 ? UInt64(factsP.cluster) : 2000
        let fineN = next1 ? UInt64(factsN.cluster) : 2000
        let middle = clusters.middle(facts.cluster)
        let middleP = has1 ? clusters.middle(factsP.cluster) : 254
        let middleN = next1 ? clusters.middle(factsN.cluster) : 254
        let middlePP = has2 ? clusters.middle(table.facts[index - 2].cluster) : 254
        let middleNN = next2 ? clusters.middle(table.facts[index + 2].cluster) : 254
        let coarse = clusters.coarse(facts.cluster)
        let tag = UInt64(tags[index].rawValue)
        let tagP = has1 ? UInt64(tags[index - 1].rawValue) : 30
        let tagN = next1 ? UInt64(tags[index + 1].rawValue) : 30
        let elsewhere = UInt64(context.elsewhere[index])
        let listed = UInt64(context.listed[index])
        let listedN = next1 ? UInt64(context.listed[index + 1]) : 0
        let lists = UInt64(facts.lists)
        let capitals = UInt64(facts.capitals)
        let kind = UInt64(table.form[index].rawValue) &+ loud * 512
        var template: UInt64 = 0xABCD
        @inline(__always) func add(_ value: UInt64) {
            template &+= 0x9E37_79B9_7F4A_7C15
            emit(Hashing.join(template, value))
        }
        add(1)
        add(word)
        add(wordP)
        add(wordN)
        add(wordPP)
        add(wordNN)
        add(Hashing.join(wordP, word))
        add(Hashing.join(word, wordN))
        add(Hashing.join(word, kind))
        add(shape)
        add(shapeP)
        add(shapeN)
        add(Hashing.join(shapeP, shape))
        add(Hashing.join(shape, shapeN))
        add(Hashing.join(Hashing.join(shapeP, shape), shapeN))
        for affix in 1..<4 { add(table.affixes[index * 8 + affix]) }
        for affix in 5..<8 { add(table.affixes[index * 8 + affix]) }
        add(fine)
        add(fineP)
        add(fineN)
        add(Hashing.join(fine, kind))
        add(Hashing.join(fineP, fine))
        add(Hashing.join(fine, fineN))
        add(middlePP)
        add(middleNN)
        add(Hashing.join(Hashing.join(middleP, middle), middleN))
        add(Hashing.join(middle, shape))
        add(Hashing.join(coarse, shape))
        add(Hashing.join(Hashing.join(middleP, shapeP), shape))
        add(Hashing.join(Hashing.join(shape, shapeN), middleN))
        add(Hashing.join(tag, shape))
        add(Hashing.join(tagP, tag))
        add(Hashing.join(tag, tagN))
        add(Hashing.join(Hashing.join(tagP, tag), tagN))
        add(Hashing.join(lists, kind))
        add(Hashing.join(UInt64(factsP.lists), lists))
        add(Hashing.join(lists, UInt64(factsN.lists)))
        add(Hashing.join(Hashing.join(lists, wordP), 1))
        add(Hashing.join(Hashing.join(lists, wordN), 1))
        add(Hashing.join(Hashing.join(capitals, elsewhere), shape))
        add(Hashing.join(Hashing.join(capitals, elsewhere), UInt64(has1 ? 1 : 0)))
        add(Hashing.join(Hashing.join(UInt64(factsP.capitals), capitals), Hashing.join(UInt64(factsN.capitals), kind)))
        add(Hashing.join(listed, kind))
        add(Hashing.join(listed, listedN))
        add(Hashing.join(Hashing.join(wordP, shape), wordN))
    }
}
