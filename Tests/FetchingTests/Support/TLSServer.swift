import Foundation

/// A certificate authority of the test's own, with certificates good and bad, made by the `openssl` command in a temporary folder.
final class TestAuthority: Sendable {
    static let isPossible = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

    let folder: URL

    var caFile: String { folder.appendingPathComponent("ca.pem").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("authority-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=Authority")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Makes `NAME.pem` and `NAME.key` for such hosts; with negative days the certificate has expired.
    func issue(_ name: String, for hosts: String, days: Int) throws {
        try "subjectAltName=\(hosts)".write(to: folder.appendingPathComponent("\(name).ext"), atomically: true, encoding: .utf8)
        try openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout \(name).key -out \(name).csr -subj /CN=x")
        try openssl(
            "x509 -req -in \(name).csr -CA ca.pem -CAkey ca.key -CAcreateserial -days \(days) -extfile \(name).ext -out \(name).pem")
    }

    struct Failure: Error {}

    private func openssl(_ arguments: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments.split(separator: " ").map(String.init)
        process.currentDirectoryURL = folder
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure() }
    }
}

/// An HTTPS server with one certificate, as long as it is held.
final class TLSServer {
    let port: Int
    private let process = Process()

    init(_ authority: TestAuthority, certificate: String) throws {
        // A port that was free a moment ago.
        let probe = try TestServer { _ in [] }
        port = probe.port
        probe.stop()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = [
            "s_server", "-accept", "127.0.0.1:\(port)", "-cert", "\(certificate).pem", "-key", "\(certificate).key", "-www", "-quiet",
        ]
        process.currentDirectoryURL = authority.folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        // The child has inherited a signal mask under which the gentler signals do nothing.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
