/// Text prepared for being searched for words without regard to case.
struct SearchText: Sendable {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.lowercased().utf8) }

    /// The words of what somebody has typed, prepared likewise.
    static func words(_ typed: String) -> [SearchText] { typed.split(whereSeparator: \.isWhitespace).map { SearchText(String($0)) } }

    /// Whether it holds each of the words somewhere.
    ///
    /// Ten thousand feeds are searched for one page: `String.contains` would take tens of milliseconds for that.
    func holds(_ words: [SearchText]) -> Bool {
        words.allSatisfy { holds($0.bytes) }
    }

    private func holds(_ word: [UInt8]) -> Bool {
        guard let first = word.first else { return true }
        var place = 0
        while let found = bytes[place...].firstIndex(of: first), bytes.count - found >= word.count {
            if bytes[found...].starts(with: word) { return true }
            place = found + 1
        }
        return false
    }
}
