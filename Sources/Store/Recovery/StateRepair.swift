import GRDB

/// Mends row by row what the disk has changed in a state that is sound otherwise, so that one row never stops the others.
enum StateRepair {
    /// - Returns: what was mended, for the log.
    static func run(_ database: Database) throws -> [RecoveryNote] {
        let feeds = try FeedTable.mend(database)
        let items = try ItemTable.mend(database)
        let subscriptions = try PushTable.mend(database)
        return feeds + items + subscriptions == 0 ? [] : [.mended(feeds: feeds, items: items, subscriptions: subscriptions)]
    }
}
