/// Finds quotations that repeat others: pull quotes, key points, headlines cut from the body.
enum Repetitions {
    /// Shorter ones are repeated by chance.
    private static let leastWords = 4
    private static let runLength = 6

    /// A quotation with its words.
    private struct Entry {
        var words: [UInt64]
        /// A hash of every six words in a row.
        var runs: [UInt64]
    }

    /// Sets ``Quotation/fingerprint`` of every quotation, and ``Quotation/sameAs`` of each whose words stand in another one.
    ///
    /// Of two with the same words the later one points to the earlier; of two where one is a part of the other, that part points to
    /// the whole, wherever it stands. Less than six words are a part only where the whole begins with them. What nobody is named for
    /// takes the speaker of the quotation it repeats.
    ///
    /// - Parameter quotations: by where they start.
    static func mark(_ quotations: inout [Quotation]) {
        var entries: [Entry] = []
        for index in quotations.indices {
            let wording = Wording(quotations[index].passage.text)
            quotations[index].fingerprint = wording.fingerprint
            entries.append(Entry(words: wording.words, runs: runs(wording.words)))
        }
        var exact: [[UInt64]: Int] = [:]
        for (index, entry) in entries.enumerated() where entry.words.count >= leastWords {
            if let earlier = exact[entry.words] {
                quotations[index].sameAs = quotations[earlier].id
                takeSpeaker(from: earlier, index, &quotations)
            } else {
                exact[entry.words] = index
            }
        }
        let holders = holders(entries, quotations)
        for (index, entry) in entries.enumerated() where quotations[index].sameAs == nil && entry.words.count >= leastWords {
            guard let whole = whole(of: index, entry, entries, holders) else { continue }
            quotations[index].sameAs = quotations[whole].id
            takeSpeaker(from: whole, index, &quotations)
        }
        for index in quotations.indices { followChain(from: index, &quotations) }
    }

    /// For each run, and each head of four or five words, the longest quotation that holds it.
    private static func holders(_ entries: [Entry], _ quotations: [Quotation]) -> [UInt64: Int] {
        var holders: [UInt64: Int] = [:]
        for (index, entry) in entries.enumerated() where quotations[index].sameAs == nil {
            let heads = (leastWords..<runLength).filter { $0 < entry.words.count }.map { hash(entry.words.prefix($0)) }
            for run in entry.runs + heads {
                if let other = holders[run], entries[other].words.count >= entry.words.count { continue }
                holders[run] = index
            }
        }
        return holders
    }

    /// The longer quotation that holds nine tenths of the runs of another, or begins with its few words.
    private static func whole(of index: Int, _ entry: Entry, _ entries: [Entry], _ holders: [UInt64: Int]) -> Int? {
        if entry.runs.isEmpty {
            guard let whole = holders[hash(entry.words[...])], entries[whole].words.count > entry.words.count else { return nil }
            return whole
        }
        var counts: [Int: Int] = [:]
        for run in entry.runs { if let holder = holders[run], holder != index { counts[holder, default: 0] += 1 } }
        guard let best = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }), best.value * 10 >= entry.runs.count * 9,
            entries[best.key].words.count >= entry.words.count
        else { return nil }
        // Two of the same length with a word's difference would point to each other.
        return entries[best.key].words.count > entry.words.count || best.key < index ? best.key : nil
    }

    private static func takeSpeaker(from other: Int, _ index: Int, _ quotations: inout [Quotation]) {
        if quotations[index].speaker == nil { quotations[index].speaker = quotations[other].speaker }
    }

    /// What repeats a repetition points to what that one repeats.
    private static func followChain(from index: Int, _ quotations: inout [Quotation]) {
        var steps = 0
        while let id = quotations[index].sameAs, let position = Int(id.dropFirst()), quotations.indices.contains(position - 1),
            let next = quotations[position - 1].sameAs, next != quotations[index].id, steps < 8
        {
            quotations[index].sameAs = next
            steps += 1
        }
    }

    private static func runs(_ words: [UInt64]) -> [UInt64] {
        guard words.count >= runLength else { return [] }
        return (0...(words.count - runLength)).map { hash(words[$0..<$0 + runLength]) }
    }

    private static func hash(_ words: ArraySlice<UInt64>) -> UInt64 {
        words.reduce(UInt64(words.count)) { ($0 ^ $1) &* 0x9E37_79B9_7F4A_7C15 }
    }
}
