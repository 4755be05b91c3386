/// A request to the callback address, and what is answered.
public struct HubCall: Sendable {
    /// What the address ends in: which subscription it is about.
    public var token: String
    /// Of a question (GET), decoded; `nil` for content (POST).
    public var query: [(name: String, value: String)]?
    public var signature: String?
    public var contentType: String?
    public var body: [UInt8]

    public init(
        token: String, query: [(name: String, value: String)]?, signature: String? = nil, contentType: String? = nil, body: [UInt8] = []
    ) {
        self.token = token
        self.query = query
        self.signature = signature
        self.contentType = contentType
        self.body = body
    }

    /// An answer: a status, and plain text.
    public struct Answer: Sendable, Hashable {
        public var status: Int
        public var text: String

        public init(_ status: Int, _ text: String = "") {
            self.status = status
            self.text = text
        }
    }

    /// Whether content for a token is read.
    public enum Expectation: Sendable, Hashable {
        /// Up to that many bytes.
        case upTo(bytes: Int)
        /// Nobody waits for it: this is answered.
        case nothing(Answer)
    }
}
