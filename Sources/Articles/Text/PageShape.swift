import Markup

/// How a page's text is spread over its elements: sums that any question about an element is answered from at once.
struct PageShape {
    let cut: SegmentedPage
    /// For each segment what its own words say, as ``PhraseVocabulary`` bits.
    private(set) var phrases: [UInt64] = []
    /// Sums over the segments before one: characters, characters in links, characters of running text.
    private(set) var sizeBefore: [Int32] = [0]
    private(set) var linkSizeBefore: [Int32] = [0]
    private(set) var runningBefore: [Int32] = [0]
    /// The smallest element with most of the page's running text.
    private(set) var mainContainer = 0
    /// The classes' categories of each element that a segment stands in; computed when asked for.
    private var categoriesByNode: [Int: UInt64] = [:]
    private var categoriesByText: [ArraySlice<UInt8>: UInt64] = [:]

    init(_ cut: SegmentedPage) {
        self.cut = cut
        phrases.reserveCapacity(cut.segments.count)
        for segment in cut.segments {
            sizeBefore.append((sizeBefore.last ?? 0) &+ Int32(clamping: segment.size))
            linkSizeBefore.append((linkSizeBefore.last ?? 0) &+ Int32(clamping: segment.linkSize))
            runningBefore.append((runningBefore.last ?? 0) &+ Int32(clamping: Self.runningSize(segment)))
            // Only in short texts do single words say what the whole is.
            let range = segment.text.count <= 240 ? segment.text : segment.text.lowerBound..<(segment.text.lowerBound + 120)
            phrases.append(PhraseVocabulary.table.categories(in: cut.bytes, range))
        }
        mainContainer = findMainContainer()
    }

    /// A segment's size if it reads like running text: long, ended, with few links.
    static func runningSize(_ segment: Segment) -> Int {
        guard segment.size >= 60, segment.linkSize * 3 < segment.size, segment.sentences + segment.commas > 0 else { return 0 }
        return segment.size
    }

    func size(_ range: Range<Int>) -> Int { Int(sizeBefore[range.upperBound] - sizeBefore[range.lowerBound]) }
    func linkSize(_ range: Range<Int>) -> Int { Int(linkSizeBefore[range.upperBound] - linkSizeBefore[range.lowerBound]) }
    func running(_ range: Range<Int>) -> Int { Int(runningBefore[range.upperBound] - runningBefore[range.lowerBound]) }
    func running(in node: Int) -> Int { running(cut.segments(in: node)) }

    /// Goes from the document towards the text, each time into the child with nearly all of the running text.
    private func findMainContainer() -> Int {
        let total = running(in: 0)
        guard total > 0 else { return 0 }
        var node = 0
        while true {
            let own = running(in: node)
            var best = -1
            var most = 0
            for child in cut.page.children(node) where cut.page.tag(child) != .text {
                let share = running(in: child)
                if share > most { (best, most) = (child, share) }
            }
            guard best >= 0, most * 10 >= own * 6 else { return node }
            node = best
        }
    }

    /// What the class, id, role and own name of an element say.
    mutating func categories(_ node: Int) -> UInt64 {
        if let known = categoriesByNode[node] { return known }
        var found: UInt64 = 0
        for name in [HTMLAttribute.class, .id, .itemprop, .role, .tagName, .ariaLabel] {
            guard let range = cut.page.attributeRange(name, of: node), !range.isEmpty, range.count < 400 else { continue }
            let text = cut.page.buffer[range]
            if let known = categoriesByText[text] {
                found |= known
                continue
            }
            let categories = ClassVocabulary.table.categories(in: cut.page.buffer, range)
            categoriesByText[text] = categories
            found |= categories
        }
        categoriesByNode[node] = found
        return found
    }
}
