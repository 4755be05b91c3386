import Ingest
import Records
import StatusSite

/// The foot of the terminal during a single run: how far feeds and articles have come, and how long it may take.
struct CourseView {
    let style: Style
    private var feeds = Meter("feeds")
    private var articles = Meter("articles")

    init(style: Style) {
        self.style = style
    }

    /// - Parameter now: never earlier than before.
    mutating func lines(_ activity: Telemetry.Snapshot, at now: Moment, columns: Int) -> [String] {
        guard let course = activity.course else { return [] }
        let (counts, time) = (activity.counts, now - activity.startedAt)
        let found = course.itemsLeft + counts.itemsNew + counts.itemsChanged
        let lines = [
            feeds.line(
                course.feedsEnded, of: course.feeds, at: time,
                remarks: [counts.pollsFailed > 0 ? style.red("\(Figures.text(counts.pollsFailed)) failed") : ""], style: style,
                columns: columns),
            articles.line(
                course.itemsEnded, of: found, at: time,
                remarks: [counts.pagesFailed > 0 ? style.yellow("\(Figures.text(counts.pagesFailed)) without their page") : ""],
                style: style,
                columns: columns),
        ]
        var last = ["\(Figures.text(counts.quotations, "quotation", "quotations"))", Span.text(time)]
        if activity.isStopping {
            last.append(style.yellow("stopping: what is in flight is finished"))
        } else if let left = left(course, found), left > .zero {
            last.append(Span.left(left))
        }
        return lines + [last.joined(separator: style.dim(" · "))]
    }

    /// The feeds that are left will bring as many items as those before them.
    private func left(_ course: Telemetry.Course, _ found: Int) -> Duration? {
        guard course.feedsEnded > 0 else { return nil }
        let expected = Double(found) * Double(course.feeds) / Double(course.feedsEnded)
        guard let polling = feeds.pace.time(for: course.feeds - course.feedsEnded),
            let reading = articles.pace.time(for: Int(min(expected, 1e15)) - course.itemsEnded)
        else { return nil }
        return max(polling, reading)
    }
}
