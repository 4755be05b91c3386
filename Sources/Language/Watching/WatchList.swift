/// The terms of a user's watch lists as an automaton that finds all of them in one pass over a text's tokens.
///
/// After Aho and Corasick 1975, with tokens for letters: a term never matches inside a word, and white space does not matter.
/// Where matches overlap, the one that begins first counts, of those the longest.
///
/// ```swift
/// var builder = WatchList.Builder()
/// let problems = builder.add(Array("metformin\tdrug\tMetformin\tQ19484".utf8))   // none
/// let annotator = Annotator(watching: builder.list())
/// ```
public final class WatchList: Sendable {
    /// One form of a term.
    struct Form: Sendable {
        var term: Int
        var length: Int
        /// The tokens as they have to be written, where case matters.
        var exact: [String]?
    }

    private let terms: [WatchTerm]
    private let forms: [Form]
    /// The state behind a state and a token, by both.
    private let steps: [UInt64: Int32]
    /// The state of the longest proper suffix of each state that begins a form.
    private let suffixes: [Int32]
    /// The next state on the way of suffixes that ends a form, or 0.
    private let endings: [Int32]
    /// The forms that end in a state.
    private let ends: [Int32: [Int]]

    /// How many terms there are.
    public var count: Int { terms.count }

    /// - Parameters:
    ///   - terms: what is looked for.
    ///   - forms: how each may be written, with the hashes of its tokens.
    init(terms: [WatchTerm], forms: [(form: Form, tokens: [UInt64])]) {
        self.terms = terms
        self.forms = forms.map(\.form)
        var steps: [UInt64: Int32] = [:]
        var ends: [Int32: [Int]] = [:]
        var parents: [(state: Int32, token: UInt64)] = [(0, 0)]
        for (number, entry) in forms.enumerated() {
            var state: Int32 = 0
            for token in entry.tokens {
                let key = Self.key(state, token)
                if let next = steps[key] {
                    state = next
                } else {
                    parents.append((state, token))
                    steps[key] = Int32(parents.count - 1)
                    state = Int32(parents.count - 1)
                }
            }
            ends[state, default: []].append(number)
        }
        // States in order of their depth: a suffix is always settled before.
        var depths = [Int32](repeating: 0, count: parents.count)
        for state in parents.indices.dropFirst() { depths[state] = depths[Int(parents[state].state)] + 1 }
        var suffixes = [Int32](repeating: 0, count: parents.count)
        var endings = suffixes
        for state in parents.indices.dropFirst().sorted(by: { (depths[$0], $0) < (depths[$1], $1) }) {
            let (parent, token) = parents[state]
            var suffix: Int32 = 0
            if parent != 0 {
                var candidate = suffixes[Int(parent)]
                while true {
                    if let next = steps[Self.key(candidate, token)] {
                        suffix = next
                        break
                    }
                    if candidate == 0 { break }
                    candidate = suffixes[Int(candidate)]
                }
            }
            suffixes[state] = suffix
            endings[state] = ends[suffix] == nil ? endings[Int(suffix)] : suffix
        }
        self.steps = steps
        self.ends = ends
        self.suffixes = suffixes
        self.endings = endings
    }

    private static func key(_ state: Int32, _ token: UInt64) -> UInt64 { Hashing.join(token, UInt64(UInt32(bitPattern: state)) &+ 1) }

    /// Finds the terms.
    ///
    /// - Parameters:
    ///   - document: needs its tokens and no more.
    ///   - words: the hash of each token's word.
    /// - Returns: matches that do not overlap, in order.
    func matches(in document: Document, words: [UInt64]) -> [WatchMatch] {
        guard !forms.isEmpty else { return [] }
        var found: [(start: Int, length: Int, term: Int)] = []
        var state: Int32 = 0
        for (index, word) in words.enumerated() {
            while true {
                if let next = steps[Self.key(state, word)] {
                    state = next
                    break
                }
                if state == 0 { break }
                state = suffixes[Int(state)]
            }
            var ending = ends[state] == nil ? endings[Int(state)] : state
            while ending != 0 {
                if let form = ends[ending]?.lazy.map({ self.forms[$0] }).first(where: { self.fits($0, document, endingAt: index) }) {
                    found.append((index + 1 - form.length, form.length, form.term))
                }
                ending = endings[Int(ending)]
            }
        }
        found.sort { $0.start != $1.start ? $0.start < $1.start : $0.length > $1.length }
        var matches: [WatchMatch] = []
        var end = 0
        for match in found where match.start >= end {
            end = match.start + match.length
            matches.append(WatchMatch(tokens: match.start..<end, term: terms[match.term]))
        }
        return matches
    }

    private func fits(_ form: Form, _ document: Document, endingAt last: Int) -> Bool {
        guard let exact = form.exact else { return true }
        return zip(last + 1 - form.length...last, exact).allSatisfy { document.string($0) == $1 }
    }
}

extension WatchList: Hashable {
    /// Two lists are the same if they look for the same.
    public static func == (one: WatchList, other: WatchList) -> Bool {
        one === other || (one.terms == other.terms && one.steps == other.steps)
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(terms.count) }
}
