/// Why something could not be done with the servers.
public struct MessagingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of trouble it is; may grow.
    public enum Code: Sendable, Hashable {
        /// There is no connection just now.
        case disconnected
        /// No answer came in time: whether the request was done is unknown.
        case timeout
        /// No server answers to the subject just now, as while a leader is elected.
        case noResponders
        /// The subject or the key has moved on: another was faster.
        case conflict
        /// Another change of the same subject, or the very same message, is on its way to the servers: whether it will stand is not
        /// known yet.
        case busy
        case notFound
        /// The message is larger than the servers allow.
        case tooLarge
        /// More is asked for than the servers give at once.
        case tooMany
        case cancelled
        /// A setting is wrong: an address, a file, a password.
        case configuration
        /// The server's own error, by its number.
        case server(Int)
    }

    public var code: Code
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    /// Whether trying the very same again may go well, and does no harm where the request is made to be repeated.
    public var mayPass: Bool {
        switch code {
        case .disconnected, .timeout, .noResponders, .busy: true
        // The server is short of something for now: no quorum or leader (10008, 10009), resources (10023).
        case .server(let number): number == 10008 || number == 10009 || number == 10023 || number == 503
        default: false
        }
    }
}
