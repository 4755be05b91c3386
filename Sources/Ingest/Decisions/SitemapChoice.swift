import Records
import Store

/// Which of the sitemaps that an index names are asked for in one poll.
///
/// An index of a paper that has been online for decades names hundreds, of which all but a few never change again. Asked for are
/// those that the index says have changed since they were last read, the latest first; where it says nothing, the server is asked.
enum SitemapChoice {
    /// A sitemap as the index names it.
    struct Entry: Sendable, Hashable {
        /// Absolute.
        var url: String
        /// When it last changed, by the index.
        var modified: Moment?
    }

    /// How many sitemaps are kept an eye on.
    static let most = 10

    /// The sitemaps to keep an eye on: those that changed last; of undated ones those that are named for news, then the first and
    /// the last, since such lists grow at either end.
    static func watched(among entries: [Entry]) -> [Entry] {
        let dated = entries.filter { $0.modified != nil }.sorted { ($0.modified?.milliseconds ?? 0) > ($1.modified?.milliseconds ?? 0) }
        let undated = entries.filter { $0.modified == nil }
        let named = undated.filter { $0.url.lowercased().contains("news") }
        let others = undated.filter { !$0.url.lowercased().contains("news") }
        let ends = others.count <= most ? others : Array(others.prefix(most / 2) + others.suffix(most / 2).reversed())
        // An index that dates most of its sitemaps may have left the date of the one for news away.
        return Array((named.prefix(most / 2) + dated + ends + named.dropFirst(most / 2)).prefix(most))
    }

    /// Whether the index would say so if the sitemap had changed since: not where it names but a day that may not be over.
    static func tellsChanges(_ entry: Entry, at now: Moment) -> Bool {
        guard let modified = entry.modified else { return false }
        return !modified.milliseconds.isMultiple(of: 86_400_000) || now - modified > .seconds(2 * 86_400)
    }

    /// Whether a sitemap has to be asked for.
    static func isDue(_ entry: Entry, known: FeedState.Sitemap?, at now: Moment) -> Bool {
        guard let known, tellsChanges(entry, at: now) else { return true }
        return known.modified != entry.modified
    }
}
