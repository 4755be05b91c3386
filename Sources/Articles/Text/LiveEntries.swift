import Markup

/// The dated entries of a log that grows during an event.
///
/// An entry is the largest element around a marked-up time that holds no other entry's time. Where a page has one time only, or
/// hundreds in teasers, this finds no entries with text, and nothing is dated.
struct LiveEntries {
    private var entries: [(segments: Range<Int>, time: Timestamp)] = []

    init(_ cut: SegmentedPage) {
        let page = cut.page
        var times: [(node: Int, time: Timestamp)] = []
        for node in page.nodes where page.tag(node) == .time {
            guard times.count < 5000, let text = page.attribute(.datetime, of: node), let time = DateChooser.read(text), !time.isDay else {
                continue
            }
            times.append((node, time))
        }
        guard times.count >= 3 else { return }
        for (index, item) in times.enumerated() {
            var entry = item.node
            while true {
                let parent = page.parent(entry)
                guard parent > 0, page.tag(parent) != .body, page.tag(parent) != .main else { break }
                let holdsBefore = index > 0 && times[index - 1].node > parent
                let holdsAfter = index + 1 < times.count && times[index + 1].node < page.end(parent)
                if holdsBefore || holdsAfter { break }
                entry = parent
            }
            let segments = cut.segments(in: entry)
            // The time alone: its entry has two times, or is a teaser.
            guard segments.count >= 2 else { continue }
            entries.append((segments, item.time))
        }
    }

    /// The number and time of the entry that a segment belongs to.
    func entry(of segment: Int) -> (number: Int, time: Timestamp)? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].segments.upperBound <= segment { low = middle + 1 } else { high = middle }
        }
        guard low < entries.count, entries[low].segments.contains(segment) else { return nil }
        return (low, entries[low].time)
    }
}
