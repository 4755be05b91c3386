import Configuration
import Logging
import Records
import Store

/// Commits what became of items in groups, and carries the outbox to the output folder.
///
/// A commit is a sync of the disk, so the completions of up to a quarter of a second share one. When the disk is full the group
/// waits here and whoever hands in the next completion waits with it: nothing is dropped, and memory stays bounded.
actor Committer {
    private let store: any Store
    private let output: OutputThread
    private var limits: SegmentLimits
    private let log: Logger
    private let telemetry: Telemetry

    private var group: [Completion] = []
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// The last flush and the last delivery that were begun: each waits for the one before it, since the steps of two
    /// deliveries must not mix.
    private var flushing: Task<Void, Never>?
    private var delivering: Task<Void, Never>?
    /// After how many failures in a row writing is given up and the run ends; `nil` for never.
    private let mostFailures: Int?
    /// Called when writing can only go on after a new start.
    private let onFatal: @Sendable (any Error) -> Void

    /// A group is committed when it has this many completions, or earlier by the clock.
    static let largestGroup = 64
    static let longestWait: Duration = .milliseconds(200)
    /// How much of the outbox is done with one sync.
    static let deliveryBytes = 8 << 20
    /// Between two tries when the disk refuses.
    static let retryGap: Duration = .seconds(2)
    /// How long a growing segment keeps its name at the least: `tail -F` has to notice each file before it is renamed, or a
    /// reader would miss it when much that has waited is written at once.
    static let shortestSegment: Duration = .milliseconds(500)
    private var lastFinish: ContinuousClock.Instant = .now

    init(
        store: any Store, output: sending OutputFolder, limits: SegmentLimits, log: Logger, telemetry: Telemetry,
        mostFailures: Int?, onFatal: @escaping @Sendable (any Error) -> Void
    ) {
        self.store = store
        self.output = OutputThread(output)
        self.limits = limits
        self.log = log
        self.telemetry = telemetry
        self.mostFailures = mostFailures
        self.onFatal = onFatal
    }

    /// Ends segments by other limits from now on, the growing one included.
    func use(_ limits: SegmentLimits) { self.limits = limits }

    /// Takes what became of an item and returns when it is committed.
    func commit(_ completion: Completion) async {
        group.append(completion)
        if group.count == 1 {
            Task { [weak self] in
                try? await Task.sleep(for: Self.longestWait)
                await self?.flush()
            }
        }
        if group.count >= Self.largestGroup { Task { await self.flush() } }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Commits what has come in, and delivers it.
    func flush() async {
        let previous = flushing
        let task = Task {
            await previous?.value
            await self.commitGroups()
        }
        flushing = task
        await task.value
    }

    private func commitGroups() async {
        while !group.isEmpty {
            let (completions, continuations) = (group, waiting)
            (group, waiting) = ([], [])
            await retrying("commit to \(store.name)") {
                try await self.store.complete(completions, at: .now, limits: self.limits)
            }
            for continuation in continuations { continuation.resume() }
            await deliver()
        }
    }

    /// Does everything that waits in the outbox.
    func deliver() async {
        let previous = delivering
        let task = Task {
            await previous?.value
            while await self.deliverSome() {}
        }
        delivering = task
        await task.value
    }

    /// - Returns: whether there may be more.
    private func deliverSome() async -> Bool {
        var mayBeMore = false
        await retrying("write to the output folder") {
            let steps = try await self.store.outbox(bytes: Self.deliveryBytes)
            guard let last = steps.last else { return mayBeMore = false }
            if case .finish = last.step { try? await Task.sleep(until: self.lastFinish + Self.shortestSegment, clock: .continuous) }
            try await self.output.perform(steps.map(\.step))
            if case .finish = last.step { self.lastFinish = .now }
            try await self.store.clear(through: last.number)
            self.telemetry.delivered(steps.count)
            mayBeMore = true
        }
        return mayBeMore
    }

    /// Finishes the growing segment when it has become old, though nothing is added to it.
    func finishSegmentIfDue() async {
        await retrying("use \(store.name)") { try await self.store.finishSegment(at: .now, limits: self.limits) }
        await deliver()
    }

    /// Does something until it succeeds: a full disk or a busy database passes, and giving up would lose what was done.
    ///
    /// It gives up only when the daemon is stopping: what is not committed is still pending in the store, what is not
    /// delivered is in the outbox, and both are done at the next start.
    private func retrying(_ what: String, _ body: () async throws -> Void) async {
        var failures = 0
        while true {
            do {
                try await body()
                if failures > 0 { log.notice("writing works again", metadata: ["after": "\(failures) failures"]) }
                telemetry.writing(what, failure: nil)
                return
            } catch {
                failures += 1
                telemetry.writing(what, failure: "cannot \(what): \(error)")
                if failures == 1 || failures % 30 == 0 {
                    log.error(
                        "cannot \(what); nothing is lost, it is tried again", metadata: ["error": "\(error)", "failures": "\(failures)"])
                }
                let isForeign = (error as? FileError)?.isStale ?? false
                if isForeign || store.isDamage(error) { return onFatal(error) }
                if let mostFailures, failures >= mostFailures {
                    return onFatal(IngestError(description: "cannot \(what): \(error); nothing is lost: run again when that is mended"))
                }
                let now = telemetry.snapshot
                if now.fatal != nil || now.isStopping && failures > 2 { return }
                try? await Task.sleep(for: Self.retryGap)
            }
        }
    }
}
