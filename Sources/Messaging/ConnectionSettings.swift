/// How to reach the servers, and as whom.
public struct ConnectionSettings: Sendable, Hashable {
    /// Addresses: `nats://host:4222`, or `tls://…`; one that is reached tells of the others.
    public var servers: [String]
    /// What the servers call this connection.
    public var name: String
    public var user: String?
    public var password: String?
    public var token: String?
    /// A file with a user's JWT and seed.
    public var credentialsFile: String?
    /// A file of certificates that are trusted instead of the system's.
    public var caFile: String?
    /// This side's certificate and key, where the servers ask for one.
    public var certificateFile: String?
    public var keyFile: String?

    public init(servers: [String], name: String = "onrecord") {
        self.servers = servers
        self.name = name
    }

    /// Whether all is to be encrypted.
    public var usesTLS: Bool { caFile != nil || certificateFile != nil || servers.contains { $0.hasPrefix("tls://") } }
}
