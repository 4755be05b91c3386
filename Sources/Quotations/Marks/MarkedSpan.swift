/// A stretch of text between quotation marks.
struct MarkedSpan: Sendable, Hashable {
    /// With its marks.
    var outer: Range<Int>
    /// Without them, and without white space at either end.
    var inner: Range<Int>
    /// Whether the marks are single ones (' ‘ ‹), which also serve as apostrophes.
    var isSingle: Bool
    /// How many spans it stands in.
    var depth: Int
    /// Whether it begins with a mark; one whose first mark was lost does not.
    var isOpened: Bool
    /// Whether a mark closes it within the paragraph.
    var isClosed: Bool
    /// Whether it goes on with the speech of the paragraph before, left open there.
    var continuesParagraph: Bool
}
