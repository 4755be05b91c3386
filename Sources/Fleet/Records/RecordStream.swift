import Messaging
import Records

/// The stream of records: each under a subject of its own, `<prefix>.record.<id>.<revision>`, and there once for good.
///
/// A record that is published expecting no message on its subject cannot come twice, whoever sends it and however often.
public struct RecordStream: Sendable {
    let jetStream: JetStream
    let layout: FleetLayout

    public init(_ jetStream: JetStream, layout: FleetLayout) {
        self.jetStream = jetStream
        self.layout = layout
    }

    /// Publishes a record, or finds that it is there.
    ///
    /// - Parameter bytes: as `EncodedRecord.streamed` gives it.
    /// - Returns: whether it is new.
    /// - Throws: ``MessagingError``; after a `timeout` it may be there, and the same call again finds out.
    @discardableResult
    public func publish(_ bytes: [UInt8], id: String, revision: Int) async throws(MessagingError) -> Bool {
        do throws(MessagingError) {
            let message = Message(layout.recordSubject(id: id, revision: revision), bytes)
            return !(try await jetStream.publish(message, expecting: 0, messageID: "\(id).\(revision)").isDuplicate)
        } catch {
            if error.code == .conflict { return false }
            throw error
        }
    }
}
