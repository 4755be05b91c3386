import Configuration
import Logging
import Records

/// Looks after the disk: how much room is left, which finished segments are to be compressed and which may go.
///
/// What goes wrong here is told in the log and tried again; no record depends on it.
public actor Upkeep {
    private let log: Logger
    private let telemetry: Telemetry
    /// Compressing takes long, and the thread that writes records must not wait for it.
    private let thread = Workers(count: 1)
    private var isLow = false
    private var clock: ClockWatch
    private var lastTidying: ContinuousClock.Instant?
    private var lastTrouble: String?
    /// Keeps what it has read of the manifest.
    private var retention: RetentionWork?

    /// What a lack of room is called among the things that keep the daemon from writing.
    private static let purpose = "have room on the disk"
    private static let tidyingGap: Duration = .seconds(10)

    public init(log: Logger, telemetry: Telemetry) {
        self.init(log: log, telemetry: telemetry, clock: ClockWatch(.now, setBefore: ClockReading.uptime))
    }

    init(log: Logger, telemetry: Telemetry, clock: ClockWatch) {
        (self.log, self.telemetry, self.clock) = (log, telemetry, clock)
    }

    /// Measures the room; polling pauses while there is too little.
    func look(_ settings: Settings) {
        let lack = lack(settings)
        telemetry.lacksRoom(lack != nil)
        telemetry.writing(Self.purpose, failure: lack)
        if let lack, !isLow { log.warning("\(lack)") }
        if lack == nil, isLow { log.notice("there is room on the disk again, polling goes on") }
        isLow = lack != nil
    }

    private func lack(_ settings: Settings) -> String? {
        for path in [settings.output, FilePath.folder(of: settings.state)] {
            guard let room = try? DiskRoom(at: path), room.isLow(settings.minFree, wasLow: isLow) else { continue }
            let (free, needed) = (Self.megabytes(room.free), Self.megabytes(room.needed(settings.minFree)))
            return "only \(free) are free at \(path), \(needed) are needed: polling pauses"
        }
        return nil
    }

    /// Compresses and removes finished segments where the settings ask for it.
    ///
    /// - Parameter wholly: whether all is done that there is to do, however long it takes: a single run comes to it only once.
    public func tidy(_ settings: Settings, wholly: Bool = false) async { await tidy(settings, wholly: wholly, at: .now) }

    func tidy(_ settings: Settings, wholly: Bool = false, at now: ClockReading) async {
        _ = clock.look(now)
        if let lastTidying, !wholly, now.steady - lastTidying < Self.tidyingGap { return }
        lastTidying = now.steady
        do {
            try await removeExpired(settings, at: now)
            // A few at a time, so that a long backlog does not keep the end of the daemon waiting.
            try await compress(atMost: wholly ? .max : 4, settings)
            lastTrouble = nil
        } catch {
            if "\(error)" != lastTrouble { log.warning("cannot tidy up the output folder", metadata: ["error": "\(error)"]) }
            lastTrouble = "\(error)"
        }
    }

    private func removeExpired(_ settings: Settings, at now: ClockReading) async throws {
        var limits = settings.segments.retention
        // A wrong clock would make all segments old at once.
        if !clock.isSettled(at: now) { limits.age = nil }
        guard limits != RetentionLimits() else { return }
        let work = work(in: settings.output)
        let removed = try await onThread { [limits] in
            let expired = Retention.expired(
                try work.segments(), cursors: try ConsumerCursor.all(in: work.folder), limits: limits, at: now.wall)
            for name in expired { try work.remove(name) }
            return expired
        }
        if !removed.isEmpty { log.info("old segments removed", metadata: ["segments": "\(removed.joined(separator: " "))"]) }
    }

    private func compress(atMost count: Int, _ settings: Settings) async throws {
        guard settings.segments.compress else { return }
        let compression = SegmentCompression(folder: settings.output)
        let work = work(in: settings.output)
        for name in try await onThread({ compression.missing(among: try work.segments().map(\.name)) }).prefix(count) {
            // What a compressed segment takes is not given back before the segment goes.
            guard lack(settings) == nil else { return }
            try await onThread { try compression.compress(name) }
        }
    }

    private func work(in folder: String) -> RetentionWork {
        let work = retention.flatMap { $0.folder == folder ? $0 : nil } ?? RetentionWork(folder: folder)
        retention = work
        return work
    }

    private func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await thread.run { Result { try work() } }.get()
    }

    private static func megabytes(_ bytes: Int) -> String { "\(bytes >> 20) MB" }
}
