import Ingest
import Records

/// What `/healthz` and `/readyz` answer by.
enum Soundness {
    /// Why the daemon is not well, where a new start might mend it: something cannot be written, or its loops hang.
    ///
    /// A lack of room is not mended by a new start; the daemon waits for it.
    static func trouble(_ activity: Telemetry.Snapshot, at now: Moment) -> String? {
        if let fatal = activity.fatal { return fatal }
        if let failure = activity.writingFailure, !activity.lacksRoom { return failure }
        if activity.hangs(at: now) { return "the work loops have not come round since \(activity.lastRound.rfc3339)" }
        return nil
    }

    /// Why the daemon does no work just now, where that is so: it is not well, ends, or its state cannot be read.
    static func unreadiness(_ view: View, at now: Moment) -> String? {
        if view.activity.isStopping { return "the daemon ends" }
        return trouble(view.activity, at: now) ?? view.activity.writingFailure ?? view.trouble
    }
}
