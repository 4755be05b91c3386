import Messaging
import Records
import Store

/// Writes the stream's records to an output folder: the same segments and manifest as on a single machine.
///
/// The place in the stream moves in the transaction that gives the records their numbers, so that after a crash anywhere nothing is
/// missing or twice. The servers remember the place too, for showing how far behind a collector is.
///
/// Servers that come back from an older state, or lost their power, may have lost the end of the stream, and give its numbers to other records.
/// So the place holds what tells its message from any other, and before anything is written behind it that message is asked for. Where it is
/// another one, the stream is read from its beginning: what is known by id and revision is passed over.
public actor Collector {
    private let jetStream: JetStream
    private let layout: FleetLayout
    private let name: String
    private let store: SQLiteStore
    private let output: OutputFolder
    private let limits: SegmentLimits
    private let log: @Sendable (String) -> Void

    private var consumer: String?
    private var place = StreamPlace()
    /// When the stream was made that is being read.
    private var created = ""
    private var lastLook = ContinuousClock.now
    private var lastForget: Moment?
    /// How long records are remembered, so that none comes twice.
    private let memory: Duration?
    /// How many messages the consumer has handed out.
    private var order: UInt64 = 0
    /// Records written since the start.
    public private(set) var written = 0

    /// - Parameters:
    ///   - name: the consumer's name; collectors of different names each write all records.
    ///   - output: the folder of the segments; the store was opened with it.
    ///   - memory: how long records are remembered at the least, so that none comes twice; `nil` for ever. Longer than the servers keep
    ///     them: a stream may have to be read from its beginning.
    public init(
        _ jetStream: JetStream, layout: FleetLayout, name: String, store: SQLiteStore, output: sending OutputFolder,
        limits: SegmentLimits, memory: Duration? = nil, log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.jetStream = jetStream
        self.layout = layout
        self.name = name
        self.store = store
        self.output = output
        self.limits = limits
        self.memory = memory
        self.log = log
    }

    /// Writes what is there.
    ///
    /// - Parameter wait: how long to wait for a record where none is there.
    /// - Returns: how many messages were taken from the stream.
    /// - Throws: `MessagingError`; `FileError` and the database's where writing fails. Called again it goes on where it was.
    public func collect(wait: Duration = .zero, at now: Moment = .now) async throws -> Int {
        try await deliver()
        try await lookAfterStream(at: now)
        let consumer = try await openConsumer()
        do { return try await take(from: consumer, wait: wait, at: now) } catch {
            // What was handed out and not written would come again behind later records: reading begins anew at the place.
            self.consumer = nil
            throw error
        }
    }

    private func take(from consumer: String, wait: Duration, at now: Moment) async throws -> Int {
        let found = try await jetStream.pull(consumer, of: layout.recordStream, most: 256, wait: wait)
        guard JetStream.isWhole(found, behind: order) else {
            throw MessagingError(.disconnected, "records were lost on the way; they are read again")
        }
        order += UInt64(found.count)
        let new = found.filter { $0.sequence > place.sequence }
        guard let last = found.last else {
            try await store.finishSegment(at: now, limits: limits)
            try await deliver()
            return 0
        }
        let records = new.compactMap { stored -> EncodedRecord? in
            let record = EncodedRecord(streamed: stored.message.payload)
            if record == nil { log("message \(stored.sequence) of \(layout.recordStream) is no record; it is passed over") }
            return record
        }
        if let last = new.last {
            guard try await isStillThere(place) else { throw MessagingError(.disconnected, "\(layout.recordStream) has lost its end") }
            let end = StreamPlace(sequence: last.sequence, created: created, mark: last.mark)
            written += try await store.collect(records, of: layout.recordStream, through: end, at: now, limits: limits)
            place = end
            try await deliver()
        }
        try await jetStream.acknowledge(last)
        return found.count
    }

    /// Now and then: is it still the same stream? And what is old is forgotten.
    private func lookAfterStream(at now: Moment) async throws {
        if consumer != nil, ContinuousClock.now - lastLook > Self.lookGap {
            lastLook = .now
            if try await !isStillThere(place) { consumer = nil }
        }
        if let memory, lastForget.map({ now - $0 > Self.forgetGap }) ?? true {
            lastForget = now
            _ = try await store.forget(unseenFor: memory, at: now)
        }
    }

    /// Whether what was read up to a place is still what the stream holds there.
    private func isStillThere(_ place: StreamPlace) async throws -> Bool {
        guard place.sequence > 0 else { return true }
        if let mark = place.mark, try await jetStream.message(place.sequence, in: layout.recordStream)?.mark == mark { return true }
        let state = try await jetStream.state(of: layout.recordStream)
        guard place.created == nil || place.created == state.created, state.lastSequence >= place.sequence else { return false }
        // Where the servers keep nothing any more that is as old, all that they keep is behind the place.
        return place.mark == nil || state.firstSequence > place.sequence
    }

    private static let lookGap: Duration = .seconds(10)
    private static let forgetGap: Duration = .seconds(3600)

    /// Whether an error is no use trying again after: the state is damaged, or somebody else has changed the folder. A new start finds out
    /// what is left, and goes on from there.
    public nonisolated func needsNewStart(after error: any Error) -> Bool {
        (error as? FileError)?.isStale ?? false || store.isDamage(error)
    }

    /// Ends the use of store and folder.
    public func close() async { await store.close() }

    /// Does what waits in the outbox.
    private func deliver() async throws {
        while case let steps = try await store.outbox(bytes: 8 << 20), let last = steps.last {
            try output.perform(steps.map(\.step))
            try await store.clear(through: last.number)
        }
    }

    private func openConsumer() async throws -> String {
        if let consumer { return consumer }
        let state = try await jetStream.state(of: layout.recordStream)
        (place, created, lastLook) = (try await store.place(in: layout.recordStream), state.created, .now)
        let isAnother = try await !isStillThere(place)
        if isAnother {
            log("\(layout.recordStream) was made anew or has lost its end; it is read from the beginning, and what is known is passed over")
            place = StreamPlace()
        }
        var settings = ConsumerSettings(durable: name, subjects: [layout.allRecords])
        settings.isAcknowledged = true
        settings.after = place.sequence
        if try await jetStream.consumers(of: layout.recordStream).contains(name) {
            let state = try await jetStream.state(ofConsumer: name, of: layout.recordStream)
            // A restored backup knows less than the servers think: what lies between has to come again.
            if state.acknowledged > place.sequence, !isAnother {
                log("the state is older than the stream's place (\(place.sequence), \(state.acknowledged)); records are read again")
            }
            // It may have handed out what was never written, and would go on behind that.
            try await jetStream.deleteConsumer(name, of: layout.recordStream)
        }
        if state.firstSequence > place.sequence + 1, place.sequence > 0 {
            log("records \(place.sequence + 1) to \(state.firstSequence - 1) of \(layout.recordStream) are no longer kept by the servers")
        }
        let name = try await jetStream.makeConsumer(settings, of: layout.recordStream)
        (consumer, order) = (name, 0)
        return name
    }
}
