/// A stretch of text between quotation marks.
package struct MarkedSpan: Sendable, Hashable {
    /// With its marks.
    package var outer: Range<Int>
    /// Without them, and without white space at either end.
    package var inner: Range<Int>
    /// Whether the marks are single ones (' ‘ ‹), which also serve as apostrophes.
    package var isSingle: Bool
    /// How many spans it stands in.
    package var depth: Int
    /// Whether it begins with a mark; one whose first mark was lost does not.
    package var isOpened: Bool
    /// Whether a mark closes it within the paragraph.
    package var isClosed: Bool
    /// Whether it goes on with the speech of the paragraph before, left open there.
    package var continuesParagraph: Bool
}
