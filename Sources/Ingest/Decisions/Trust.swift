import Records
import Store

/// Decides whether a feed is asked for with its validators, and whether they have lied.
///
/// Some servers answer "not modified" for ever: a cache in front kept the validator and forgot the feed, or any validator is taken for the
/// right one. So a feed is asked for without them now and then, and the more often the more it was found out.
enum Trust {
    /// An unconditional request after this many answers in a row without news.
    static let answersBelieved = 50
    /// And after this long without one.
    static let timeBelieved: Duration = .seconds(7 * 86_400)
    /// News older than this were there when the server last denied them.
    static let lateness: Duration = .seconds(900)

    static func asksConditionally(_ state: FeedState, at now: Moment) -> Bool {
        let every = max(1, answersBelieved >> (2 * min(max(state.lies, 0), 8)))
        if state.unchangedAnswers % every == every - 1 { return false }
        if let last = state.lastUnconditional ?? state.lastBody, now - last > timeBelieved { return false }
        return true
    }

    /// Whether an unconditional request shows that "not modified" was said of a feed that was.
    ///
    /// - Parameters:
    ///   - state: before this answer, which has another body than the last.
    ///   - validators: of this answer.
    ///   - published: the dates of its items.
    static func isLie(_ state: FeedState, validators: FeedState.Validators, published: [Moment]) -> Bool {
        guard state.unchangedAnswers > 0, let before = state.validators, before.etag != nil || before.lastModified != nil else {
            return false
        }
        if validators == before { return true }
        guard let lastBody = state.lastBody, let denied = state.lastSuccess else { return false }
        return published.contains { $0 > lastBody && $0 < denied - lateness }
    }
}
