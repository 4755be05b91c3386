/// Where a segment stands, and among which others.
extension SegmentFeatures {
    mutating func appendPlace(_ index: Int, _ segment: Segment) {
        add(Float(index) / Float(segments.count))
        add(index)
        add(segments.count - index)
        add(Float(shape.running(0..<index)) / totalRunning)
        let inside = shape.cut.segments(in: shape.mainContainer)
        let running = Float(max(1, shape.running(inside)))
        let clamped = min(max(index, inside.lowerBound), inside.upperBound)
        add(Float(shape.running(inside.lowerBound..<clamped)) / running)
        add(index < inside.lowerBound ? index - inside.lowerBound : index >= inside.upperBound ? index - inside.upperBound + 1 : 0)
        add(min(30, index - runningBefore[index]))
        add(min(30, runningAfter[index] - index))
        let before = runningBefore[index]
        let after = runningAfter[index]
        add(before < 0 ? 9 : distance(segments[before].container, segment.container))
        add(after >= segments.count ? 9 : distance(segments[after].container, segment.container))
        add(before < 0 ? -1 : min(2000, shape.size((before + 1)..<index)))
        add(after >= segments.count ? -1 : min(2000, shape.size((index + 1)..<after)))
        add(titlePlace >= segments.count ? -99 : max(-50, min(50, index - titlePlace)))
        add(before >= 0 && signatures[before] == signatures[index])
        add(after < segments.count && signatures[after] == signatures[index])
    }

    /// How many levels the nearer of two elements lies below what they share, at most 8.
    private func distance(_ left: Int, _ right: Int) -> Int {
        var node = right
        var steps = 0
        while steps < 8, node > 0, !page.contains(node, left) {
            node = page.parent(node)
            steps += 1
        }
        var other = left
        var more = 0
        while more < 8, other > 0, other != node, !page.contains(other, right) {
            other = page.parent(other)
            more += 1
        }
        return steps + more
    }

    mutating func appendNeighbours(_ index: Int) {
        for offset in [-2, -1, 1, 2] {
            let other = index + offset
            guard segments.indices.contains(other) else {
                add(-1)
                add(-1)
                add(-1)
                add(-1)
                continue
            }
            add(min(500, segments[other].size))
            add(segments[other].linkDensity)
            add(isHeading[other] ? 2 : page.tag(segments[other].container) == .p ? 1 : 0)
            add(distance(segments[other].container, segments[index].container))
        }
        // The heading above: what stands under "Read more" is no text.
        var heading = index - 1
        while heading >= 0, index - heading < 12, !isHeading[heading] { heading -= 1 }
        if heading >= 0, index - heading < 12 {
            add(index - heading)
            add(segments[heading].size)
            add(
                shape.phrases[heading] & (PhraseVocabulary.related.bit | PhraseVocabulary.newsletter.bit | PhraseVocabulary.comment.bit)
                    != 0)
        } else {
            add(99)
            add(0)
            add(0)
        }
        let previous = index > 0 ? shape.phrases[index - 1] : 0
        add(
            previous
                & (PhraseVocabulary.related.bit | PhraseVocabulary.advert.bit | PhraseVocabulary.newsletter.bit | PhraseVocabulary.video.bit)
                != 0)
    }
}
