import JSONText

/// A worker's lease as it stands in the cluster, for the other workers and for people.
public struct MemberEntry: Sendable, Hashable {
    public var worker: String
    /// The program's version.
    public var version: String
    /// Where its status page is; empty for none.
    public var status: String
    public var isLeaving: Bool
    /// Counts the lease's writes.
    var number: UInt64 = 0

    public init(worker: String, version: String = "", status: String = "", isLeaving: Bool = false) {
        self.worker = worker
        self.version = version
        self.status = status
        self.isLeaving = isLeaving
    }

    init?(json bytes: [UInt8]) {
        guard let json = try? JSONValue(parsing: bytes), let worker = json["worker"]?.string else { return nil }
        self.init(
            worker: worker, version: json["version"]?.string ?? "", status: json["status"]?.string ?? "",
            isLeaving: json["leaving"]?.bool ?? false)
        number = json["number"]?.int.flatMap(UInt64.init(exactly:)) ?? 0
    }

    var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { json in
            json.field("worker", worker)
            json.field("version", version)
            json.field("status", status)
            json.field("leaving", isLeaving)
            json.field("number", Int(clamping: number))
        }
        return writer.bytes
    }
}

extension ShardClaim.Entry {
    init?(json bytes: [UInt8], revision: UInt64) {
        guard let json = try? JSONValue(parsing: bytes), let epoch = json["epoch"]?.int, epoch >= 0 else { return nil }
        self.init(lease: json["lease"]?.string, worker: json["worker"]?.string, epoch: UInt64(epoch), revision: revision)
    }

    var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { json in
            json.field("epoch", Int(clamping: epoch))
            json.field("lease", lease)
            json.field("worker", worker)
        }
        return writer.bytes
    }
}
