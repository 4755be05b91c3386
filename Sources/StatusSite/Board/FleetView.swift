/// What the status page of a worker shows of its fleet.
public struct FleetView: Sendable, Hashable {
    /// A worker of the fleet.
    public struct Worker: Sendable, Hashable {
        public var name: String
        public var version: String
        /// The address of its status page; empty for none.
        public var status: String
        public var isLeaving: Bool
        /// How many of the 256 shards it has.
        public var shards: Int

        public init(name: String, version: String, status: String, isLeaving: Bool, shards: Int) {
            self.name = name
            self.version = version
            self.status = status
            self.isLeaving = isLeaving
            self.shards = shards
        }
    }

    /// The name of the worker whose page it is.
    public var worker: String
    /// How many shards it works on now.
    public var open = 0
    /// How often it has lost its lease.
    public var losses = 0
    /// Bytes of records that wait for the cluster.
    public var spooled = 0
    public var workers: [Worker] = []
    /// Shards that nobody has.
    public var unowned = 0
    /// Collectors and other readers, with how many records they have still to read.
    public var readers: [String: Int] = [:]
    /// Why the rest could not be had from the cluster.
    public var trouble: String?

    public init(worker: String) { self.worker = worker }
}
