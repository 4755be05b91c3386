import Records

/// When an item whose content in the feed has changed is looked at again.
///
/// Some feeds change every item at every poll (a counter, an advertisement): each look that finds the article as it was doubles
/// the time to the next.
enum Recheck {
    static let first: Duration = .seconds(600)
    static let longest: Duration = .seconds(7 * 86_400)
    /// An item that was looked at in vain more often than that changes anyway: its words are not kept for a later look.
    static let mostInVain = 2

    /// Articles are edited in their first hours: where a lost state leaves it open whether one has been, older ones are not asked for
    /// again.
    static func isSettled(firstSeen: Moment, at now: Moment) -> Bool { now - firstSeen >= .seconds(86_400) }

    /// - Parameters:
    ///   - last: when the item was last looked at for a change.
    ///   - inVain: how many looks in a row found nothing changed.
    /// - Returns: when it is to be looked at for a change that is seen now; `nil` where only a later sight of a change is worth a look.
    static func due(last: Moment?, inVain: Int, at now: Moment) -> Moment? {
        guard let last else { return now }
        let due = last + min(first * (1 << min(max(inVain, 0), 16)), longest)
        return due <= now ? now : inVain <= mostInVain ? due : nil
    }
}
