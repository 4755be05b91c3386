/// How titles are compared.
enum Title {
    /// Letters and digits in lower case.
    static func folded(_ title: String) -> String {
        String(
            String.UnicodeScalarView(
                title.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
    }

    /// As much of a title as is kept for comparing.
    static func kept(_ title: String) -> String { String(title.prefix(200)) }

    /// Whether two titles are the same or one is the other set anew: they share a good part of their runs of three letters.
    ///
    /// Runs of letters rather than words, so that it works for scripts without blanks too.
    static func areAlike(_ left: String, _ right: String) -> Bool {
        let (left, right) = (folded(kept(left)), folded(kept(right)))
        if left == right { return true }
        let (leftRuns, rightRuns) = (runs(left), runs(right))
        let fewer = min(leftRuns.count, rightRuns.count)
        guard fewer > 0 else { return false }
        return leftRuns.intersection(rightRuns).count * 3 >= fewer
    }

    /// Each run as one number, since a scalar has 21 bits: a feed may bring ten thousand titles to compare.
    private static func runs(_ text: String) -> Set<UInt64> {
        let scalars = text.unicodeScalars.map { UInt64($0.value) }
        guard scalars.count >= 3 else { return [] }
        return Set((0...scalars.count - 3).map { scalars[$0] << 42 | scalars[$0 + 1] << 21 | scalars[$0 + 2] })
    }
}
