/// Reads a stream from some place on in order, without gaps, across lost connections and servers; for one task.
///
/// It reads by a consumer that the servers hold in memory. Whenever something goes wrong with that one, another is made behind
/// the last message that came. A stream that was made anew, or has lost its end, is read from the beginning.
public struct StreamReader: Sendable {
    public let stream: String
    /// The last message that was read, or behind which reading begins.
    public private(set) var position: UInt64
    /// How often the stream has turned out to be another one than before: what was read of that says nothing any more.
    public private(set) var renewals = 0

    private let jetStream: JetStream
    private let subjects: [String]
    private let wantsLast: Bool
    private var beginsWithLast: Bool
    private var created: String?
    private var consumer: String?
    /// How many messages the consumer has handed out.
    private var order: UInt64 = 0

    /// - Parameters:
    ///   - subjects: only these, which may have wildcards.
    ///   - after: begins behind the message of this number.
    ///   - beginsWithLast: begins with the last message of each subject, whatever its number.
    public init(_ jetStream: JetStream, stream: String, subjects: [String], after: UInt64 = 0, beginsWithLast: Bool = false) {
        self.jetStream = jetStream
        self.stream = stream
        self.subjects = subjects
        self.beginsWithLast = beginsWithLast
        wantsLast = beginsWithLast
        position = after
    }

    /// The next messages.
    ///
    /// - Parameter wait: how long to wait for one where none is there.
    /// - Throws: ``MessagingError``; reading goes on where it was when called again.
    public mutating func next(most: Int = 500, wait: Duration = .zero) async throws(MessagingError) -> [JetStream.Stored] {
        let name: String
        if let consumer {
            name = consumer
        } else {
            let state = try await jetStream.state(of: stream)
            if created.map({ $0 != state.created }) ?? false || state.lastSequence < position {
                (position, beginsWithLast) = (0, wantsLast)
                renewals += 1
            }
            created = state.created
            var settings = ConsumerSettings(subjects: subjects)
            settings.after = position
            settings.beginsWithLast = beginsWithLast
            name = try await jetStream.makeConsumer(settings, of: stream)
            (consumer, order) = (name, 0)
        }
        let found: [JetStream.Stored]
        do throws(MessagingError) {
            found = try await jetStream.pull(name, of: stream, most: most, wait: wait)
        } catch {
            consumer = nil
            throw error
        }
        guard JetStream.isWhole(found, behind: order) else {
            consumer = nil
            throw MessagingError(.disconnected, "messages of \(stream) were lost on the way")
        }
        order += UInt64(found.count)
        guard let last = found.last else {
            // All that there was has been read: from now on the order of numbers holds.
            beginsWithLast = false
            return []
        }
        if beginsWithLast, last.pending > 0 { return found }
        beginsWithLast = false
        position = max(position, last.sequence)
        return found
    }

    /// Gives the consumer back to the servers; without it they forget it after a while.
    public mutating func close() async {
        guard let name = consumer else { return }
        consumer = nil
        _ = try? await jetStream.deleteConsumer(name, of: stream)
    }
}
