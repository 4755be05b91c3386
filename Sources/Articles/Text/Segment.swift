import Markup

/// A run of text that stands in one block element with no other block in between: the unit that is kept or left out.
struct Segment: Sendable {
    /// The nearest block element around it.
    var container: Int
    /// Its first text node, and the one behind its last.
    var nodes: Range<Int>
    /// Where its text stands in ``SegmentedPage/bytes``.
    var text: Range<Int>
    /// Characters, those of Chinese, Japanese and Korean counted twice.
    var size = 0
    /// Characters within links.
    var linkSize = 0
    var links = 0
    /// Characters in bold or italics.
    var emphasisSize = 0
    var words = 0
    var commas = 0
    var digits = 0
    var capitals = 0
    /// Full stops, question and exclamation marks behind which a sentence may end.
    var sentences = 0
    var quoteMarks = 0
    /// Whether all of it stands in one link.
    var isLink: Bool { size > 0 && linkSize >= size - 1 }
    /// Whether it follows an empty line made with `<br><br>` in the same element.
    var followsBreak = false
    /// Whether an element around it says that it is not shown.
    var isHidden = false

    /// The share of characters within links.
    var linkDensity: Float { size == 0 ? 0 : Float(linkSize) / Float(size) }
}

/// A page's text cut into segments, with sums over any element at hand.
struct SegmentedPage: Sendable {
    let page: HTMLDocument
    var bytes: [UInt8] = []
    var segments: [Segment] = []
    /// Whether there were more than are kept.
    var isTruncated = false
    /// For each node the number of segments that begin before it, and one more for the end.
    var segmentsBefore: [Int32] = []

    /// The segments within an element.
    func segments(in node: Int) -> Range<Int> {
        Int(segmentsBefore[node])..<max(Int(segmentsBefore[node]), Int(segmentsBefore[page.end(node)]))
    }

    /// A segment's text.
    func string(_ segment: Segment) -> String { String(decoding: bytes[segment.text], as: UTF8.self) }
}
