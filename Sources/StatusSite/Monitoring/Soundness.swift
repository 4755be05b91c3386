import Ingest
import Records

/// What `/healthz` and `/readyz` answer by.
enum Soundness {
    /// The daemon's loops come round at least twice a minute; this long without one means that they hang.
    static let longestRound: Duration = .seconds(120)

    /// Why the daemon is not well, where it is not: something cannot be written, or its loops hang.
    static func trouble(_ activity: Telemetry.Snapshot, at now: Moment) -> String? {
        if let fatal = activity.fatal { return fatal }
        if let failure = activity.writingFailure { return failure }
        if now - activity.lastRound > longestRound { return "the work loops have not come round since \(activity.lastRound.rfc3339)" }
        return nil
    }

    /// Why the daemon does no work just now, where that is so: it is not well, ends, or its state cannot be read.
    static func unreadiness(_ view: View, at now: Moment) -> String? {
        if view.activity.isStopping { return "the daemon ends" }
        return trouble(view.activity, at: now) ?? view.trouble
    }
}
