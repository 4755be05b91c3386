import Messaging
import Records
import Store

/// Writes the stream's records to an output folder: the same segments and manifest as on a single machine.
///
/// The place in the stream moves in the transaction that gives the records their numbers, so that after a crash anywhere nothing is
/// missing or twice. The servers remember the place too, for showing how far behind a collector is.
public actor Collector {
    private let jetStream: JetStream
    private let layout: FleetLayout
    private let name: String
    private let store: SQLiteStore
    private let output: OutputFolder
    private let limits: SegmentLimits
    private let log: @Sendable (String) -> Void

    private var consumer: String?
    private var position: UInt64 = 0
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
        let new = found.filter { $0.sequence > position }
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
        if let end = new.last?.sequence {
            written += try await store.collect(records, of: layout.recordStream, created: created, through: end, at: now, limits: limits)
            position = end
            try await deliver()
        }
        try await jetStream.acknowledge(last)
        return found.count
    }

    /// Now and then: is it still the same stream? And what is old is forgotten.
    private func lookAfterStream(at now: Moment) async throws {
        if consumer != nil, ContinuousClock.now - lastLook > Self.lookGap {
            lastLook = .now
            let state = try await jetStream.state(of: layout.recordStream)
            if state.created != created || state.lastSequence < position { consumer = nil }
        }
        if let memory, lastForget.map({ now - $0 > Self.forgetGap }) ?? true {
            lastForget = now
            _ = try await store.forget(unseenFor: memory, at: now)
        }
    }

    private static let lookGap: Duration = .seconds(10)
    private static let forgetGap: Duration = .seconds(3600)

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
        let known = try await store.position(in: layout.recordStream)
        (position, created, lastLook) = (known.sequence, state.created, .now)
        if known.created.map({ $0 != state.created }) ?? false || state.lastSequence < position {
            log("\(layout.recordStream) was made anew or has lost its end; it is read from the beginning, and what is known is passed over")
            position = 0
        }
        var settings = ConsumerSettings(durable: name, subjects: [layout.allRecords])
        settings.isAcknowledged = true
        settings.after = position
        if try await jetStream.consumers(of: layout.recordStream).contains(name) {
            let state = try await jetStream.state(ofConsumer: name, of: layout.recordStream)
            // A restored backup knows less than the servers think: what lies between has to come again.
            if state.acknowledged > position {
                log("the state is older than the stream's place (\(position), \(state.acknowledged)); records are read again")
            }
            // It may have handed out what was never written, and would go on behind that.
            try await jetStream.deleteConsumer(name, of: layout.recordStream)
        }
        if state.firstSequence > position + 1, position > 0 {
            log("records \(position + 1) to \(state.firstSequence - 1) of \(layout.recordStream) are no longer kept by the servers")
        }
        let name = try await jetStream.makeConsumer(settings, of: layout.recordStream)
        (consumer, order) = (name, 0)
        return name
    }
}
