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
    /// How many messages the consumer has handed out.
    private var order: UInt64 = 0
    /// Records written since the start.
    public private(set) var written = 0

    /// - Parameters:
    ///   - name: the consumer's name; collectors of different names each write all records.
    ///   - output: the folder of the segments; the store was opened with it.
    public init(
        _ jetStream: JetStream, layout: FleetLayout, name: String, store: SQLiteStore, output: sending OutputFolder,
        limits: SegmentLimits, log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.jetStream = jetStream
        self.layout = layout
        self.name = name
        self.store = store
        self.output = output
        self.limits = limits
        self.log = log
    }

    /// Writes what is there.
    ///
    /// - Parameter wait: how long to wait for a record where none is there.
    /// - Returns: how many messages were taken from the stream.
    /// - Throws: `MessagingError`; `FileError` and the database's where writing fails. Called again it goes on where it was.
    public func collect(wait: Duration = .zero, at now: Moment = .now) async throws -> Int {
        try await deliver()
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
            written += try await store.collect(records, of: layout.recordStream, through: end, at: now, limits: limits)
            position = end
            try await deliver()
        }
        try await jetStream.acknowledge(last)
        return found.count
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
        position = try await store.position(in: layout.recordStream)
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
        let first = try await jetStream.state(of: layout.recordStream).firstSequence
        if first > position + 1, position > 0 {
            log("records \(position + 1) to \(first - 1) of \(layout.recordStream) are no longer kept by the servers")
        }
        let name = try await jetStream.makeConsumer(settings, of: layout.recordStream)
        (consumer, order) = (name, 0)
        return name
    }
}
