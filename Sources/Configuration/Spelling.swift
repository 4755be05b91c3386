/// Finds what was meant by a misspelt word.
enum Spelling {
    /// The word that takes the fewest edits (Levenshtein), if they are few for its length.
    static func nearest(to word: String, among words: [String]) -> String? {
        let ranked = words.map { ($0, distance(word, $0)) }.min { $0.1 < $1.1 }
        return ranked.flatMap { $0.1 <= max(2, min(word.count, 64) / 3) ? $0.0 : nil }
    }

    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.prefix(64))
        var row = Array(0...right.count)
        for (position, character) in left.prefix(64).enumerated() {
            var diagonal = row[0]
            row[0] = position + 1
            for (column, other) in right.enumerated() {
                let above = row[column + 1]
                row[column + 1] = min(above + 1, row[column] + 1, diagonal + (character == other ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
