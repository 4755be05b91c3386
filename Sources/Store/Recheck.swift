import Records

/// When an item whose content in the feed has changed is looked at again.
///
/// Some feeds change every item at every poll (a counter, an advertisement): each look that finds the article as it was doubles
/// the time to the next.
enum Recheck {
    static let first: Duration = .seconds(600)
    static let longest: Duration = .seconds(7 * 86_400)

    /// - Parameters:
    ///   - last: when the item was last looked at for a change.
    ///   - inVain: how many looks in a row found nothing changed.
    static func isDue(last: Moment?, inVain: Int, at now: Moment) -> Bool {
        guard let last else { return true }
        let wait = min(first * (1 << min(inVain, 16)), longest)
        return now - last >= wait
    }
}
