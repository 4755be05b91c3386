import JSONText
import Messaging
import Records
import Store

/// The durable state of a shard: an image of its tables and the changes behind it, in order, in the cluster.
///
/// Each change is published expecting the one before it to be the last of its subject. So nobody can add to the log who has not
/// read all of it, and the entry that an owner opens with shuts out every owner before it: a late write of theirs is refused.
///
/// - Log, `<prefix>.state.log.<shard>`: changesets of SQLite, or nothing (an owner's opening entry). Headers: `Onrecord-Epoch`,
///   `Onrecord-Previous` (the number of the log's entry before it), `Onrecord-Part` (`1/3` where a change takes several entries),
///   `Onrecord-Tables` of opening entries (the form of the owner's tables).
/// - Image, `<prefix>.state.snapshot.<shard>.<generation>`: a database in pieces; each upload has a generation of its own, a random number.
/// - Head, `<prefix>.state.head.<shard>`: which image counts, its sum, the form of its tables, and the last entry of the log that it holds.
///   That only grows.
struct ShardLog: Sendable {
    enum Failure: Error, Sendable, Hashable {
        /// Somebody else has written to the log: the shard is theirs.
        case fenced
        /// An owner with a newer program has changed the tables' form.
        case newer
        /// What is there does not fit together, as while an owner puts a new image in the old one's place: to be read again.
        case torn
    }

    /// What an owner begins with.
    struct Contents: Sendable {
        var image: [UInt8]?
        var changes: [[UInt8]] = []
    }

    /// When the log is long enough for a new image.
    struct ImageLimits: Sendable, Hashable {
        /// At least so many entries, and one for this many bytes of the last image.
        var entries = 2000
        var bytesPerEntry = 1 << 10
        /// At least this many bytes, and as many as the last image has: what is written twice stays within half of all. Doing a
        /// megabyte of changes again takes as long as reading fifty of an image.
        var bytes = 512 << 10
    }

    private let jetStream: JetStream
    private let layout: FleetLayout
    private let shard: Shard
    private let epoch: UInt64
    private let limits: ImageLimits
    /// Names this owner's entries, so that one whose acknowledgement was lost is known again.
    private let owner: String

    /// The log's last entry.
    private(set) var last: UInt64 = 0
    private var count: UInt64 = 0
    /// What has been added since the last image.
    private(set) var bytesSinceImage = 0
    private(set) var entriesSinceImage = 0
    private(set) var imageBytes = 0

    init(_ jetStream: JetStream, layout: FleetLayout, shard: Shard, epoch: UInt64, limits: ImageLimits = ImageLimits()) {
        self.jetStream = jetStream
        self.layout = layout
        self.shard = shard
        self.epoch = epoch
        self.limits = limits
        owner = "\(shard)-\(epoch)-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }

    /// Leaves room for headers and subject.
    private var pieceSize: Int { max(1024, min(512 << 10, jetStream.bus.largestPayload - 4096)) }

    // MARK: Taking over

    /// Reads all of it and opens a new epoch.
    ///
    /// - Throws: `MessagingError`, or ``Failure/torn`` to be tried again.
    mutating func open() async throws -> Contents {
        var contents = Contents()
        var leftOver: Leftover?
        if let head = try await readHead() {
            // Before anything is written: whoever can read it is to go on with it.
            guard head.tables <= Replica.tablesVersion else { throw Failure.newer }
            last = head.covers
            let found = try await readImage(head)
            contents.image = found.image
            imageBytes = found.image.count
            if found.first > found.oldest { leftOver = Leftover(log: head.covers, pieces: found.first, head: head.sequence) }
        }
        var parts: [[UInt8]] = []
        for _ in 0..<Self.mostTries {
            while true {
                let found = try await jetStream.messages(of: layout.logSubject(shard), in: layout.stateStream, after: last)
                for entry in found.messages { try take(entry, into: &contents, &parts) }
                if found.pending == 0 || found.messages.isEmpty { break }
            }
            if try await tryToOpen() {
                // Its owner did not get to it. Where that goes wrong too, the next one tries.
                if let leftOver { try? await remove(leftOver) }
                return contents
            }
            // The older owner has just written, or the server that answers is a little behind.
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Failure.torn
    }

    private static let mostTries = 100

    /// Which image counts.
    private struct Head {
        /// The head's own number.
        var sequence: UInt64
        var generation: UInt64
        var covers: UInt64
        var pieces: Int
        var sum: String
        /// The form of its tables; 0 where an older program did not say.
        var tables: Int
    }

    private func readHead() async throws -> Head? {
        guard let found = try await jetStream.last(layout.headSubject(shard), in: layout.stateStream) else { return nil }
        guard let json = try? JSONValue(parsing: found.message.payload),
            let generation = json["generation"]?.int.flatMap(UInt64.init(exactly:)),
            let covers = json["covers"]?.int.flatMap(UInt64.init(exactly:)), let pieces = json["pieces"]?.int,
            let sum = json["sha256"]?.string
        else { throw Failure.torn }
        return Head(
            sequence: found.sequence, generation: generation, covers: covers, pieces: pieces, sum: sum, tables: json["tables"]?.int ?? 0)
    }

    /// An image as its pieces are read, on the way past what is left of older ones.
    private struct Reading {
        var image: [UInt8] = []
        var pieces = 0
        /// The last message that was read.
        var position: UInt64 = 0
        /// The image's first piece, and the oldest piece that there is of any.
        var first: UInt64 = 0
        var oldest: UInt64 = 0

        mutating func take(_ found: [JetStream.Stored], of subject: String, among count: Int) {
            for piece in found {
                position = piece.sequence
                if oldest == 0 { oldest = piece.sequence }
                // One whose acknowledgement was lost may be there twice.
                guard piece.message.subject == subject, piece.message.header("Onrecord-Part") == "\(pieces + 1)/\(count)" else { continue }
                if pieces == 0 { first = piece.sequence }
                image += piece.message.payload
                pieces += 1
            }
        }
    }

    private func readImage(_ head: Head) async throws -> Reading {
        var reading = Reading()
        let (all, subject) = (layout.snapshotSubjects(shard), layout.snapshotSubject(shard, generation: head.generation))
        // With the condition before the wait the optimiser of Swift 6.3.1 crashes.
        while true {
            let found = try await jetStream.messages(of: all, in: layout.stateStream, after: reading.position, most: 32)
            reading.take(found.messages, of: subject, among: head.pieces)
            if found.messages.isEmpty || reading.pieces >= head.pieces { break }
        }
        guard SHA256.sum(of: reading.image).hexadecimal == head.sum else { throw Failure.torn }
        return reading
    }

    private mutating func take(_ entry: JetStream.Stored, into contents: inout Contents, _ parts: inout [[UInt8]]) throws {
        guard entry.sequence > last else { return }
        guard entry.message.header("Onrecord-Previous").flatMap({ UInt64($0) }) == last else { throw Failure.torn }
        if let tables = entry.message.header("Onrecord-Tables").flatMap({ Int($0) }), tables > Replica.tablesVersion { throw Failure.newer }
        last = entry.sequence
        entriesSinceImage += 1
        bytesSinceImage += entry.message.payload.count
        guard let part = entry.message.header("Onrecord-Part") else {
            // A change that its owner did not get to the end of never was.
            parts = []
            if !entry.message.payload.isEmpty { contents.changes.append(entry.message.payload) }
            return
        }
        if part.hasPrefix("1/") { parts = [] }
        parts.append(entry.message.payload)
        if part == "\(parts.count)/\(parts.count)" {
            contents.changes.append(parts.flatMap { $0 })
            parts = []
        }
    }

    /// - Returns: whether nobody else has written meanwhile.
    private mutating func tryToOpen() async throws -> Bool {
        do throws(MessagingError) {
            last = try await publish([], part: nil)
            return true
        } catch {
            if error.code == .conflict || error.code == .busy { return false }
            throw error
        }
    }

    // MARK: Writing

    /// Adds a change.
    ///
    /// - Parameter mayGoOn: asked before another try while the servers have no leader.
    /// - Throws: ``Failure/fenced``; what the bus throws where it may not go on.
    mutating func append(_ changes: [UInt8], mayGoOn: () -> Bool) async throws {
        let pieces = pieces(changes)
        for (index, piece) in pieces.enumerated() {
            let part = pieces.count == 1 ? nil : "\(index + 1)/\(pieces.count)"
            while true {
                do throws(MessagingError) {
                    last = try await publish(Array(piece), part: part)
                    break
                } catch {
                    if error.code == .conflict { throw Failure.fenced }
                    guard error.mayPass, mayGoOn() else { throw error }
                    try await Task.sleep(for: .milliseconds(100))
                }
            }
            entriesSinceImage += 1
            bytesSinceImage += piece.count
        }
    }

    /// Publishes one entry, once: one whose acknowledgement was lost is found again by its name.
    private mutating func publish(_ bytes: [UInt8], part: String?) async throws(MessagingError) -> UInt64 {
        let subject = layout.logSubject(shard)
        let name = "\(owner)-\(count)"
        var message = Message(
            subject, bytes, headers: [.init("Onrecord-Epoch", String(epoch)), .init("Onrecord-Previous", String(last))])
        if let part { message.headers.append(.init("Onrecord-Part", part)) }
        if bytes.isEmpty { message.headers.append(.init("Onrecord-Tables", String(Replica.tablesVersion))) }
        do throws(MessagingError) {
            let sequence = try await jetStream.publish(message, expecting: last, messageID: name).sequence
            count += 1
            return sequence
        } catch {
            guard error.code == .conflict else { throw error }
            guard let found = try await jetStream.last(subject, in: layout.stateStream), found.message.header("Nats-Msg-Id") == name else {
                throw error
            }
            count += 1
            return found.sequence
        }
    }

    // MARK: Images

    /// Whether reading the log takes longer than it should.
    var isImageDue: Bool {
        entriesSinceImage >= max(limits.entries, imageBytes / limits.bytesPerEntry) || bytesSinceImage > max(limits.bytes, imageBytes)
    }

    /// What an image of this moment will have to say.
    var moment: UInt64 { last }

    /// The image was put in place: what stands behind it counts from now.
    mutating func imaged(bytes: Int, entriesBehind: Int, bytesBehind: Int) {
        imageBytes = bytes
        entriesSinceImage = entriesBehind
        bytesSinceImage = bytesBehind
    }

    /// Puts an image in the cluster and lets it count; what it holds goes from the log. The log may grow meanwhile.
    ///
    /// - Parameters:
    ///   - covers: the log's last entry that the image holds.
    ///   - mayGoOn: asked before another try while the servers have no leader.
    /// - Throws: where it does not count, or that is not known. Called again it begins anew, with what counts by then.
    func put(_ image: [UInt8], covers: UInt64, mayGoOn: () -> Bool) async throws {
        let before = try await readHead()
        // Of an owner before: the log behind the newer one may be gone.
        guard before?.covers ?? 0 <= covers else { throw Failure.fenced }
        let generation = UInt64.random(in: 1...1 << 53)
        let subject = layout.snapshotSubject(shard, generation: generation)
        let first: UInt64
        do { first = try await upload(image, subject, mayGoOn) } catch {
            remove(subject)
            throw error
        }
        var json = JSONWriter()
        json.object { json in
            json.field("generation", Int(clamping: generation))
            json.field("covers", Int(clamping: covers))
            json.field("pieces", pieces(image).count)
            json.field("bytes", image.count)
            json.field("sha256", SHA256.sum(of: image).hexadecimal)
            json.field("tables", Replica.tablesVersion)
        }
        let head: UInt64
        do {
            head = try await publish(
                Message(layout.headSubject(shard), json.bytes), named: "\(owner)-\(generation)", expecting: before?.sequence ?? 0, mayGoOn)
        } catch {
            // A try whose acknowledgement was lost may be the one that counts. Where that is not known the pieces stay.
            guard let now = try await readHead(), now.generation == generation else {
                if (error as? MessagingError)?.code == .conflict { remove(subject) }
                throw error
            }
            head = now.sequence
        }
        let leftOver = Leftover(log: covers, pieces: first, head: head)
        while true {
            do throws(MessagingError) { return try await remove(leftOver) } catch {
                // The image counts. What cannot be removed is no reason to make another.
                guard error.mayPass, mayGoOn(), (try? await Task.sleep(for: .milliseconds(100))) != nil else { return }
            }
        }
    }

    /// What an image has made needless, by the first number that is to stay of each.
    private struct Leftover {
        /// The entry that the image ends with stays, for the next one to be held against.
        var log: UInt64
        var pieces: UInt64
        var head: UInt64
    }

    /// Removes what counts no more. The pieces go last: where an older image is there, not all of it was done, and the next owner sees to it.
    private func remove(_ leftOver: Leftover) async throws(MessagingError) {
        try await jetStream.purge(layout.stateStream, subject: layout.logSubject(shard), before: leftOver.log)
        try await jetStream.purge(layout.stateStream, subject: layout.headSubject(shard), before: leftOver.head)
        try await jetStream.purge(layout.stateStream, subject: layout.snapshotSubjects(shard), before: leftOver.pieces)
    }

    private func pieces(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        stride(from: 0, to: bytes.count, by: pieceSize).map { bytes[$0..<min($0 + pieceSize, bytes.count)] }
    }

    /// - Returns: the number of the first piece.
    private func upload(_ image: [UInt8], _ subject: String, _ mayGoOn: () -> Bool) async throws -> UInt64 {
        let pieces = pieces(image)
        var first: UInt64?
        for (index, piece) in pieces.enumerated() {
            let message = Message(subject, Array(piece), headers: [.init("Onrecord-Part", "\(index + 1)/\(pieces.count)")])
            let sequence = try await publish(message, named: "\(subject).\(index)", expecting: nil, mayGoOn)
            first = first ?? sequence
        }
        return first ?? 0
    }

    private func publish(
        _ message: Message, named name: String, expecting: UInt64?, _ mayGoOn: () -> Bool
    ) async throws -> UInt64 {
        while true {
            do throws(MessagingError) {
                return try await jetStream.publish(message, expecting: expecting, messageID: name).sequence
            } catch {
                guard error.mayPass, mayGoOn() else { throw error }
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    /// Removes what nobody will name any more, also where this task was cancelled.
    private func remove(_ subject: String) {
        Task { [jetStream, layout] in try? await jetStream.purge(layout.stateStream, subject: subject) }
    }
}
