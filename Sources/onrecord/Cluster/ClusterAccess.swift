import ArgumentParser
import Configuration

#if Cluster
    import Fleet
    import Logging
    import Messaging
    import NATSClient

    /// The cluster of a fleet as the configuration names it.
    enum ClusterAccess {
        static func layout(_ settings: Settings) -> FleetLayout {
            let cluster = settings.cluster
            return FleetLayout(prefix: cluster.prefix, replicas: cluster.replicas, recordAge: cluster.keepFor)
        }

        /// Connects, once.
        ///
        /// - Parameters:
        ///   - role: what the servers call this connection.
        ///   - log: takes what happens to the connection later.
        /// - Throws: `MessagingError`.
        static func open(_ settings: Settings, role: String, log: Logger? = nil) async throws -> JetStream {
            let cluster = settings.cluster
            var connection = ConnectionSettings(servers: cluster.servers, name: "onrecord \(role)")
            connection.user = cluster.user
            connection.password = cluster.password
            connection.token = cluster.token
            connection.credentialsFile = cluster.credentialsFile
            connection.caFile = cluster.caFile
            connection.certificateFile = cluster.certificateFile
            connection.keyFile = cluster.keyFile
            return JetStream(
                try await Connection.open(connection) { event in
                    switch event {
                    case .lost(let why):
                        log?.warning("the connection to the cluster is lost; servers are looked for", metadata: why.asReason)
                    case .found(let server): log?.notice("connected to the cluster again", metadata: ["server": "\(server)"])
                    case .refused(let why):
                        log?.error("the cluster does not let this machine in; it is tried again", metadata: why.asReason)
                    case .complaint(let what): log?.warning("the cluster refuses a request", metadata: what.asReason)
                    }
                })
        }

        /// Connects for a command, which ends where that is not possible.
        static func command(_ settings: Settings) async throws -> JetStream {
            guard settings.cluster.isOn else { throw Failure.configuration("onrecord: the configuration names no [cluster] servers") }
            do { return try await open(settings, role: "command") } catch { throw Failure.failed("\(error)") }
        }

        /// Tries what may pass, as long as servers start or have no quorum: until it goes well or the task is cancelled.
        ///
        /// - Parameter said: takes the first error of a kind.
        static func patiently<Value: Sendable>(
            _ said: (String) -> Void, _ body: () async throws -> Value
        ) async throws -> Value {
            var last = ""
            while true {
                do { return try await body() } catch {
                    guard let error = error as? MessagingError, error.mayPass else { throw error }
                    if "\(error)" != last { said("\(error); it is tried again") }
                    last = "\(error)"
                    try await Task.sleep(for: .seconds(1))
                }
            }
        }
    }
#endif

extension Settings {
    /// As a worker of a fleet uses it: output and state of this machine are a collector's, or nobody's.
    var ofWorker: Settings {
        var settings = self
        if cluster.isOn { settings.output = workerFolder + "/out" }
        return settings
    }

    /// What keeps this program from doing what the configuration says of a cluster; `nil` for nothing.
    var clusterComplaint: String? {
        #if Cluster
            nil
        #else
            cluster.isOn ? "[cluster] needs a program that was built with `swift build --traits Cluster`" : nil
        #endif
    }

    /// - Throws: the exit status 78 where the program was built without what the configuration asks for.
    func checkCluster() throws {
        if let clusterComplaint { throw Failure.configuration("onrecord: \(clusterComplaint)") }
    }
}

#if Cluster
    extension String {
        fileprivate var asReason: Logger.Metadata { isEmpty ? [:] : ["error": "\(self)"] }
    }
#endif
