import Glibc

/// Groups words by their vectors: spherical k-means over the distinct vectors, then over its centres, twice.
///
/// Words that share a vector, as in tables that were pruned, share a cluster. Vectors count by how often their words stand in the texts.
struct WordClusters {
    /// A word's fine, middle and coarse cluster, from 1 on.
    struct Place {
        var word: String
        var fine: Int
        var middle: Int
        var coarse: Int
    }

    private(set) var places: [Place] = []
    /// The mean cosine of a vector and its centre, weighted.
    private(set) var likeness: Float = 0

    /// What no vector has so many of.
    private static let mostNumbers = 1024
    private static let longestWord = 24
    private static let sizes = (fine: 1023, middle: 100, coarse: 30)

    /// - Parameters:
    ///   - path: a line a word: the word and its numbers, between blanks (the text form of word2vec and GloVe).
    ///   - frequency: how often each lower-cased word stands in the texts.
    init(_ path: String, frequency: [String: Int], seed: UInt64) throws {
        guard let file = fopen(path, "rb") else { throw Files.Failure(path: path, code: errno) }
        defer { fclose(file) }
        var vectors = Points()
        var rowOf: [UInt64: Int] = [:]
        var words: [(word: String, row: Int)] = []
        var seen: Set<String> = []
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while getline(&line, &capacity, file) > 0, let text = line {
            guard let blank = strchr(text, 0x20) else { continue }
            let word = String(decoding: UnsafeRawBufferPointer(start: text, count: blank - text), as: UTF8.self).lowercased()
            guard Self.isWord(word), !seen.contains(word), let vector = Self.numbers(blank) else { continue }
            // A first line of word2vec's files gives counts; other lines of another length are damaged.
            if vectors.width == 0 { vectors.width = vector.count }
            guard vector.count == vectors.width, vector.count > 2 else { continue }
            seen.insert(word)
            var hash: UInt64 = 0
            for number in vector { hash = (hash ^ UInt64(number.bitPattern)) &* 0x9E37_79B9_7F4A_7C15 }
            let row = rowOf[hash] ?? vectors.append(vector)
            rowOf[hash] = row
            words.append((word, row))
            vectors.weights[row] += Float(frequency[word] ?? 0).squareRoot()
        }
        guard vectors.count > Self.sizes.fine else { return }
        var random = SplitMix(state: seed)
        let fine = vectors.clustered(into: Self.sizes.fine, rounds: 25, &random)
        likeness = fine.likeness
        let middle = fine.centres.clustered(into: Self.sizes.middle, rounds: 40, &random)
        let coarse = middle.centres.clustered(into: Self.sizes.coarse, rounds: 40, &random)
        places = words.map { word, row in
            let middleOne = middle.owners[fine.owners[row]]
            return Place(word: word, fine: fine.owners[row] + 1, middle: middleOne + 1, coarse: coarse.owners[middleOne] + 1)
        }
    }

    /// Letters, with single marks between them.
    private static func isWord(_ word: String) -> Bool {
        guard word.utf8.count <= longestWord * 2, word.unicodeScalars.count <= longestWord else { return false }
        var wasLetter = false
        for scalar in word.unicodeScalars {
            let isLetter = scalar.properties.isAlphabetic
            guard isLetter || wasLetter && "'.&-".unicodeScalars.contains(scalar) else { return false }
            wasLetter = isLetter
        }
        return wasLetter || word.count > 1 && word.last == "."
    }

    private static func numbers(_ text: UnsafeMutablePointer<CChar>) -> [Float]? {
        var numbers: [Float] = []
        var position = text
        while numbers.count <= mostNumbers {
            var end: UnsafeMutablePointer<CChar>?
            let number = strtof(position, &end)
            guard let end, end != position else { break }
            guard number.isFinite else { return nil }
            numbers.append(number)
            position = end
        }
        return numbers.count <= mostNumbers ? numbers : nil
    }
}

/// Weighted directions in one space, row after row.
private struct Points {
    var width = 0
    var numbers: [Float] = []
    var weights: [Float] = []
    var count: Int { weights.count }

    /// What weight a vector has that no word of the texts has.
    private static let leastWeight: Float = 0.3

    /// Adds a vector at length one and answers with its row.
    mutating func append(_ vector: [Float], weight: Float = leastWeight) -> Int {
        let length = max(vector.reduce(0) { $0 + $1 * $1 }.squareRoot(), .leastNormalMagnitude)
        numbers.append(contentsOf: vector.map { $0 / length })
        weights.append(weight)
        return weights.count - 1
    }

    /// Spherical k-means: each point goes to the centre of the largest cosine, each centre to the weighted mean of its points.
    func clustered(into wanted: Int, rounds: Int, _ random: inout SplitMix) -> (centres: Points, owners: [Int], likeness: Float) {
        var centres = Points(width: width)
        for row in sample(wanted, &random) { _ = centres.append(Array(numbers[row * width..<(row + 1) * width])) }
        var owners = [Int](repeating: 0, count: count)
        var likeness: Float = 0
        for round in 0...rounds {
            likeness = assign(centres, &owners)
            if round == rounds { break }
            var sums = [Float](repeating: 0, count: centres.count * width)
            for row in 0..<count {
                let (from, to, weight) = (row * width, owners[row] * width, weights[row])
                for place in 0..<width { sums[to + place] += numbers[from + place] * weight }
            }
            var next = Points(width: width)
            for centre in 0..<centres.count {
                let sum = Array(sums[centre * width..<(centre + 1) * width])
                let isEmpty = sum.allSatisfy { $0 == 0 }
                let other = Int(random.next() % UInt64(count)) * width
                _ = next.append(isEmpty ? Array(numbers[other..<other + width]) : sum)
            }
            centres = next
        }
        for centre in 0..<centres.count { centres.weights[centre] = 0.001 }
        for row in 0..<count { centres.weights[owners[row]] += weights[row] }
        return (centres, owners, likeness)
    }

    /// Different rows, likelier by their weight.
    private func sample(_ wanted: Int, _ random: inout SplitMix) -> [Int] {
        // The least of -log(uniform) / weight are a sample by weight without putting back.
        let keys = weights.map { weight in
            -logf((Float(random.next() >> 40) + 1) / Float(1 << 24)) / weight
        }
        return Array(keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.prefix(wanted))
    }

    private func assign(_ centres: Points, _ owners: inout [Int]) -> Float {
        var sum: Float = 0
        var all: Float = 0
        numbers.withUnsafeBufferPointer { points in
            centres.numbers.withUnsafeBufferPointer { rows in
                for row in 0..<count {
                    var best: (centre: Int, value: Float) = (0, -.infinity)
                    for centre in 0..<centres.count {
                        let value = Self.product(points, row * width, rows, centre * width, width)
                        if value > best.value { best = (centre, value) }
                    }
                    owners[row] = best.centre
                    sum += best.value * weights[row]
                    all += weights[row]
                }
            }
        }
        return sum / max(all, .leastNormalMagnitude)
    }

    private static func product(
        _ first: UnsafeBufferPointer<Float>, _ start: Int, _ second: UnsafeBufferPointer<Float>, _ other: Int, _ width: Int
    ) -> Float {
        var sums = SIMD16<Float>(repeating: 0)
        var place = 0
        while place + 16 <= width {
            let one = UnsafeRawPointer(first.baseAddress.unsafelyUnwrapped + start + place).loadUnaligned(as: SIMD16<Float>.self)
            let two = UnsafeRawPointer(second.baseAddress.unsafelyUnwrapped + other + place).loadUnaligned(as: SIMD16<Float>.self)
            sums += one * two
            place += 16
        }
        var sum = sums.sum()
        while place < width {
            sum += first[start + place] * second[other + place]
            place += 1
        }
        return sum
    }
}
