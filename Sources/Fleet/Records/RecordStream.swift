import JSONText
import Messaging
import Records

/// The stream of records: each under a subject of its own, `<prefix>.record.<id>.<revision>`, and there once for good.
///
/// A record that is published expecting no message on its subject cannot come twice, whoever sends it and however often.
public struct RecordStream: Sendable {
    /// What became of a record.
    public enum Outcome: Sendable, Hashable {
        case new
        /// It is there, or one of the same content is.
        case known
        /// Under its id and revision is another content: somebody else has found the article too.
        case taken
    }

    let jetStream: JetStream
    let layout: FleetLayout

    public init(_ jetStream: JetStream, layout: FleetLayout) {
        self.jetStream = jetStream
        self.layout = layout
    }

    /// Publishes a record, or finds what is there.
    ///
    /// - Throws: ``MessagingError``; after a `timeout` it may be there, and the same call again finds out.
    @discardableResult
    public func publish(_ record: EncodedRecord) async throws(MessagingError) -> Outcome {
        let message = Message(layout.recordSubject(id: record.id, revision: record.revision), record.streamed)
        do throws(MessagingError) {
            let isDuplicate = try await jetStream.publish(message, expecting: 0, messageID: "\(record.id).\(record.revision)").isDuplicate
            if !isDuplicate { return .new }
        } catch {
            guard error.code == .conflict else { throw error }
        }
        guard let stored = try await jetStream.last(message.subject, in: layout.recordStream) else { return .known }
        return Self.content(stored.message.payload) == Self.content(message.payload) ? .known : .taken
    }

    private static func content(_ payload: [UInt8]) -> [UInt8]? {
        guard let json = try? JSONValue(parsing: payload) else { return nil }
        return Fingerprints.content(title: json["title"]?.string, text: json["text"]?.string ?? "")
    }
}
