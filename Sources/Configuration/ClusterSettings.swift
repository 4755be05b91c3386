import Glibc
import Records

/// The cluster of a fleet: where its servers are, and as whom they are asked.
public struct ClusterSettings: Sendable, Hashable {
    /// Addresses such as `nats://host:4222`; empty for a single machine.
    public var servers: [String] = []
    /// What all names in the cluster begin with: several fleets may share one.
    public var prefix = "onrecord"
    /// This worker's name; `nil` for the machine's.
    public var name: String?
    /// How many servers hold each message.
    public var replicas = 3
    /// How long records are kept for collectors.
    public var keepFor: Duration = .seconds(30 * 86_400)
    /// How many bytes of records wait on this machine's disk while the cluster has no quorum.
    public var spool = 256 << 20
    public var user: String?
    public var password: String?
    public var token: String?
    /// A file with a user's JWT and seed.
    public var credentialsFile: String?
    /// Certificates that are trusted instead of the system's.
    public var caFile: String?
    public var certificateFile: String?
    public var keyFile: String?

    public init() {}

    public var isOn: Bool { !servers.isEmpty }

    /// The worker's name.
    public var worker: String {
        if let name { return name }
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "onrecord" }
        let name = String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return name.isEmpty ? "onrecord" : name
    }

    static func isServer(_ text: String) -> Bool {
        ["nats://", "tls://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count } && !text.contains { $0.isWhitespace }
    }

    /// Letters, digits and hyphens: part of subjects and of file names.
    static func isPrefix(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 32 && text.utf8.allSatisfy { isalnum(Int32($0)) != 0 && $0 < 0x80 || $0 == UInt8(ascii: "-") }
    }
}

extension Settings {
    /// Where a worker of a fleet keeps its tables, which may be lost, and its spool, which may not.
    public var workerFolder: String { FilePath.folder(of: state) + "/worker" }
}
