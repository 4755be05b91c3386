import Foundation
import Messaging
import Testing

/// Servers of a cluster on loopback, started for a test and gone with it.
///
/// The server's program is taken from `ONRECORD_NATS_SERVER`, from the `PATH` or from where `setup/cluster` puts it.
final class TestServers: @unchecked Sendable {
    // Used by one test's task at a time.
    private var processes: [Process?]
    private let folder: String
    private let ports: [(client: Int, route: Int)]
    /// More lines for each server's configuration; those of a server that is started from now on.
    var extra: String

    /// The server's program, where there is one of version 2.11 or newer.
    static let program: String? = {
        let environment = ProcessInfo.processInfo.environment
        let folders = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/nats-server" }
        let cache = environment["XDG_CACHE_HOME"] ?? environment["HOME"].map { $0 + "/.cache" }
        return ([environment["ONRECORD_NATS_SERVER"], cache.map { $0 + "/onrecord/nats-server" }].compactMap { $0 } + folders).first(
            where: isNewEnough)
    }()

    static let isAbsent: Comment = "there is no nats-server of version 2.11 or newer: setup/cluster installs one"

    private static func isNewEnough(_ path: String) -> Bool {
        guard access(path, X_OK) == 0 else { return false }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["--version"]
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard let version = text.split(separator: "v").last.map({ $0.split(separator: ".") }), version.count >= 2,
            let major = Int(version[0]), let minor = Int(version[1])
        else { return false }
        return (major, minor) >= (2, 11)
    }

    /// - Parameters:
    ///   - count: 1 for a server by itself, 3 for a cluster.
    ///   - extra: more lines for each server's configuration.
    init(_ count: Int, extra: String = "") throws {
        folder = NSTemporaryDirectory() + "onrecord-servers-" + UUID().uuidString
        ports = try (0..<count).map { _ in (try Self.freePort(), try Self.freePort()) }
        processes = Array(repeating: nil, count: count)
        self.extra = extra
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for index in 0..<count { try start(index) }
    }

    deinit {
        for process in processes {
            if let process, process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
            process?.waitUntilExit()
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    var addresses: [String] { ports.map { "nats://127.0.0.1:\($0.client)" } }

    static func name(_ index: Int) -> String { "server\(index)" }

    func start(_ index: Int) throws {
        let routes = ports.map { "nats-route://127.0.0.1:\($0.route)" }.joined(separator: ", ")
        let cluster =
            ports.count == 1 ? "" : "cluster { name: test, listen: \"127.0.0.1:\(ports[index].route)\", routes: [\(routes)] }"
        let text = """
            server_name: \(Self.name(index))
            listen: "127.0.0.1:\(ports[index].client)"
            jetstream { store_dir: "\(folder)/store\(index)", max_mem: 256M, max_file: 4G, sync_interval: 10s }
            max_payload: 1MB
            \(cluster)
            \(extra)
            """
        let path = "\(folder)/\(index).conf"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.program))
        process.arguments = ["-c", path, "-l", "\(folder)/\(index).log"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        processes[index] = process
    }

    /// Ends a server without a warning.
    func kill(_ index: Int) {
        guard let process = processes[index] else { return }
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        processes[index] = nil
    }

    /// Ends a server as an operator does: what it holds is on disk.
    func end(_ index: Int) {
        guard let process = processes[index] else { return }
        process.terminate()
        process.waitUntilExit()
        processes[index] = nil
    }

    /// What a server keeps, as a backup takes it; for a server that has ended.
    ///
    /// - Parameter part: a folder within it.
    func storage(of index: Int, _ part: String = "") -> String { "\(folder)/store\(index)/jetstream/\(part)" }

    /// Stops a server or lets it go on.
    func signal(_ index: Int, _ signal: Int32) {
        if let process = processes[index] { Glibc.kill(process.processIdentifier, signal) }
    }

    private static func freePort() throws -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer -> UInt16? in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(socket, pointer, length) == 0 && getsockname(socket, pointer, &length) == 0
            } ? pointer.pointee.sin_port.bigEndian : nil
        }
        return Int(try #require(port))
    }
}

/// Tries again what may pass, as while servers start or elect a leader.
func patiently<Value>(
    for time: Duration = .seconds(30), _ body: () async throws -> Value
) async throws -> Value {
    let end = ContinuousClock.now + time
    while true {
        do { return try await body() } catch {
            let mayPass = (error as? MessagingError)?.mayPass ?? false
            guard mayPass, ContinuousClock.now < end else { throw error }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
