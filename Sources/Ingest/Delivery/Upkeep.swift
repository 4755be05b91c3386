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
    private var lastTidying: ContinuousClock.Instant?
    private var lastTrouble: String?
    /// Keeps what it has read of the manifest.
    private var retention: RetentionWork?

    /// What a lack of room is called among the things that keep the daemon from writing.
    private static let purpose = "have room on the disk"
    private static let tidyingGap: Duration = .seconds(10)

    public init(log: Logger, telemetry: Telemetry) {
        self.log = log
        self.telemetry = telemetry
    }

    /// Measures the room; polling pauses while there is too little.
    func look(_ settings: Settings) {
        var lack: String?
        for path in [settings.output, FilePath.folder(of: settings.state)] {
            guard let room = try? DiskRoom(at: path), room.isLow(settings.minFree, wasLow: isLow) else { continue }
            let (free, needed) = (Self.megabytes(room.free), Self.megabytes(room.needed(settings.minFree)))
            lack = "only \(free) are free at \(path), \(needed) are needed: polling pauses"
            break
        }
        telemetry.lacksRoom(lack != nil)
        telemetry.writing(Self.purpose, failure: lack)
        if let lack, !isLow { log.warning("\(lack)") }
        if lack == nil, isLow { log.notice("there is room on the disk again, polling goes on") }
        isLow = lack != nil
    }

    /// Compresses and removes finished segments where the settings ask for it.
    ///
    /// - Parameter wholly: whether all is done that there is to do, however long it takes: a single run comes to it only once.
    public func tidy(_ settings: Settings, wholly: Bool = false) async {
        let (compresses, limits, folder) = (settings.segments.compress, settings.segments.retention, settings.output)
        guard compresses || limits != RetentionLimits() else { return }
        if let lastTidying, !wholly, ContinuousClock.now - lastTidying < Self.tidyingGap { return }
        lastTidying = .now
        let work = retention.flatMap { $0.folder == folder ? $0 : nil } ?? RetentionWork(folder: folder)
        retention = work
        let result = await thread.run { Result { try Self.tidy(work, compresses, limits, wholly) } }
        switch result {
        case .success(let removed):
            lastTrouble = nil
            if !removed.isEmpty { log.info("old segments removed", metadata: ["segments": "\(removed.joined(separator: " "))"]) }
        case .failure(let error):
            if "\(error)" != lastTrouble { log.warning("cannot tidy up the output folder", metadata: ["error": "\(error)"]) }
            lastTrouble = "\(error)"
        }
    }

    private static func tidy(
        _ work: RetentionWork, _ compresses: Bool, _ limits: RetentionLimits, _ wholly: Bool
    ) throws -> [String] {
        let folder = work.folder
        var removed: [String] = []
        if limits != RetentionLimits() {
            removed = Retention.expired(try work.segments(), cursors: try ConsumerCursor.all(in: folder), limits: limits, at: .now)
            for name in removed { try work.remove(name) }
        }
        if compresses {
            let compression = SegmentCompression(folder: folder)
            // A few at a time, so that a long backlog does not keep the end of the daemon waiting.
            let missing = compression.missing(among: try work.segments().map(\.name))
            for name in missing.prefix(wholly ? .max : 4) { try compression.compress(name) }
        }
        return removed
    }

    private static func megabytes(_ bytes: Int) -> String { "\(bytes >> 20) MB" }
}
