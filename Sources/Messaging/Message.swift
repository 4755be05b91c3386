/// A message of the bus: bytes under a subject, with headers.
public struct Message: Sendable, Hashable {
    /// A header's name and value; names are compared as they are written.
    public struct Header: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public var subject: String
    /// Where an answer is to go.
    public var reply: String?
    public var headers: [Header]
    public var payload: [UInt8]

    public init(_ subject: String, _ payload: [UInt8] = [], headers: [Header] = [], reply: String? = nil) {
        self.subject = subject
        self.payload = payload
        self.headers = headers
        self.reply = reply
    }

    /// The first header of that name.
    public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The number that a server puts in front of the headers of its own answers: 100 a heartbeat, 404 nothing there, 408 time is
    /// up, 409 a limit was met, 503 nobody answers to the subject.
    public var status: Int? { header("Status").flatMap { Int($0) } }

    /// About how many bytes the message takes on the wire.
    public var size: Int {
        payload.count + subject.utf8.count + headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
    }
}
