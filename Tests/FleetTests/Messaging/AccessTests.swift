#if Cluster
    import Foundation
    import NATSClient
    import Synchronization
    import Testing

    @testable import Messaging

    /// Who is let in by the servers, and what becomes of a connection whose right to be there ends.
    @Suite(.serialized, .enabled(if: TestServers.program != nil, TestServers.isAbsent), .timeLimit(.minutes(3)))
    struct AccessTests {
        /// What a connection tells of itself.
        private final class Told: Sendable {
            private let events = Mutex<[Connection.Event]>([])
            func note(_ event: Connection.Event) { events.withLock { $0.append(event) } }
            var all: [Connection.Event] { events.withLock { $0 } }
            var wasRefused: Bool { all.contains { if case .refused = $0 { true } else { false } } }
            var wasFound: Bool { all.contains { if case .found = $0 { true } else { false } } }
        }

        private func settings(_ servers: TestServers, _ change: (inout ConnectionSettings) -> Void) -> ConnectionSettings {
            var settings = ConnectionSettings(servers: servers.addresses, name: "test")
            change(&settings)
            return settings
        }

        private func connect(_ settings: ConnectionSettings, _ told: Told = Told()) async throws -> JetStream {
            JetStream(try await patiently { try await Connection.open(settings) { told.note($0) } })
        }

        private func isLetIn(_ jetStream: JetStream) async -> Bool { (try? await jetStream.call("INFO")) != nil }

        private func wait(for what: Comment, _ condition: () async -> Bool) async throws {
            let end = ContinuousClock.now + .seconds(40)
            while !(await condition()) {
                try #require(ContinuousClock.now < end, what)
                try await Task.sleep(for: .milliseconds(50))
            }
        }

        /// Tries to be let in where that is not to be, until the servers are up and say so.
        private func refusal(_ settings: ConnectionSettings, for time: Duration = .seconds(30)) async -> MessagingError.Code? {
            do { _ = try await patiently(for: time) { try await Connection.open(settings) } } catch {
                return (error as? MessagingError)?.code
            }
            return nil
        }

        @Test(arguments: ["user", "token"])
        func `a user's name and password or a token open the door, wrong ones do not`(kind: String) async throws {
            let isToken = kind == "token"
            let servers = try TestServers(
                1, extra: isToken ? "authorization { token: \"s3cret\" }" : "authorization { user: reader, password: \"s3cret\" }")
            let jetStream = try await connect(
                settings(servers) { if isToken { $0.token = "s3cret" } else { ($0.user, $0.password) = ("reader", "s3cret") } })
            try await patiently { _ = try await jetStream.call("INFO") }
            #expect(await refusal(settings(servers) { _ in }) == .configuration)
            #expect(
                await refusal(settings(servers) { if isToken { $0.token = "guess" } else { ($0.user, $0.password) = ("reader", "guess") } })
                    == .configuration)
        }

        @Test(.enabled(if: Issuer.program != nil, Issuer.isAbsent))
        func `a credentials file opens the door, one that has expired, is a stranger's, empty or missing does not`() async throws {
            let issuer = try Issuer()
            let servers = try TestServers(1, extra: issuer.serverSettings())
            let path = issuer.folder + "/user.creds"
            let credentials = settings(servers) { $0.credentialsFile = path }
            #expect(await refusal(credentials) == .configuration)
            try issuer.writeCredentials(to: path, lasting: -10)
            #expect(await refusal(credentials) == .configuration)
            try issuer.writeCredentials(to: path, isStranger: true)
            #expect(await refusal(credentials) == .configuration)
            try Data().write(to: URL(fileURLWithPath: path))
            #expect(await refusal(credentials) == .configuration)
            #expect(await refusal(settings(servers) { _ in }) == .configuration)
            try issuer.writeCredentials(to: path)
            let jetStream = try await connect(credentials)
            try await patiently { _ = try await jetStream.call("INFO") }
        }

        @Test(.enabled(if: Issuer.program != nil, Issuer.isAbsent))
        func `credentials that expire cost the connection until the file holds new ones`() async throws {
            let issuer = try Issuer()
            let servers = try TestServers(1, extra: issuer.serverSettings())
            let (path, told) = (issuer.folder + "/user.creds", Told())
            try issuer.writeCredentials(to: path)
            // Until the server is up; the ones that expire are to be used only then.
            _ = try await connect(settings(servers) { $0.credentialsFile = path })
            try issuer.writeCredentials(to: path, lasting: 2)
            let jetStream = try await connect(settings(servers) { $0.credentialsFile = path }, told)
            try await wait(for: "the servers keep who has expired") { told.wasRefused }
            #expect(!(await isLetIn(jetStream)))
            try issuer.writeCredentials(to: path)
            try await wait(for: "new credentials are not taken") { await isLetIn(jetStream) }
            #expect(told.wasFound)
        }

        @Test func `a password that the servers refuse for a while costs the connection for that while`() async throws {
            let servers = try TestServers(1, extra: "authorization { user: reader, password: \"s3cret\" }")
            let told = Told()
            let jetStream = try await connect(settings(servers) { ($0.user, $0.password) = ("reader", "s3cret") }, told)
            try await patiently { _ = try await jetStream.call("INFO") }
            servers.kill(0)
            servers.extra = "authorization { user: reader, password: \"another\" }"
            try servers.start(0)
            try await wait(for: "nobody tells of the refusal") { told.wasRefused }
            #expect(!(await isLetIn(jetStream)))
            servers.kill(0)
            servers.extra = "authorization { user: reader, password: \"s3cret\" }"
            try servers.start(0)
            try await wait(for: "the connection does not come back") { await isLetIn(jetStream) }
            // What is asked for by subscriptions comes to the new connection as well.
            try await jetStream.makeStream(StreamSettings(name: "A", subjects: ["a"], description: "a", replicas: 1))
            try await jetStream.publish(Message("a", [1]))
            var reader = StreamReader(jetStream, stream: "A", subjects: ["a"])
            #expect(try await reader.next().map(\.message.payload) == [[1]])
        }

        @Test(.enabled(if: Issuer.program != nil, Issuer.isAbsent))
        func `servers and clients know one another by certificates of an authority that both trust`() async throws {
            let (own, other) = (try Certificates(), try Certificates())
            func tls(_ host: String, isVerified: Bool = false) -> String {
                "tls { cert_file: \"\(own.path)/\(host).pem\", key_file: \"\(own.path)/\(host).key\", "
                    + "ca_file: \"\(own.path)/ca.pem\", verify: \(isVerified) }"
            }
            let servers = try TestServers(1, extra: tls("127.0.0.1"))
            let trusting = settings(servers) { $0.caFile = own.path + "/ca.pem" }
            let jetStream = try await connect(trusting)
            try await patiently { _ = try await jetStream.call("INFO") }
            #expect(await refusal(settings(servers) { $0.caFile = other.path + "/ca.pem" }) != nil)
            #expect(await refusal(settings(servers) { $0.caFile = own.path + "/nothing.pem" }) == .configuration)

            let shown = try TestServers(1, extra: tls("127.0.0.1", isVerified: true))
            let client = settings(shown) {
                $0.caFile = own.path + "/ca.pem"
                ($0.certificateFile, $0.keyFile) = (own.path + "/127.0.0.1.pem", own.path + "/127.0.0.1.key")
            }
            let shownTo = try await connect(client)
            try await patiently { _ = try await shownTo.call("INFO") }
            #expect(await refusal(settings(shown) { $0.caFile = own.path + "/ca.pem" }, for: .seconds(3)) != nil)

            let elsewhere = try TestServers(1, extra: tls("192.0.2.7"))
            #expect(await refusal(settings(elsewhere) { $0.caFile = own.path + "/ca.pem" }, for: .seconds(3)) != nil)
        }

        /// An authority and certificates as the guide has them made.
        private final class Certificates: Sendable {
            let path = NSTemporaryDirectory() + "onrecord-certificates-" + UUID().uuidString

            init() throws {
                let script =
                    URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/") + "/deploy/cluster/certificates"
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/bin/bash")
                process.arguments = [script, path, "127.0.0.1", "192.0.2.7"]
                process.standardOutput = FileHandle.nullDevice
                try process.run()
                process.waitUntilExit()
                try #require(process.terminationStatus == 0)
            }

            deinit { try? FileManager.default.removeItem(atPath: path) }
        }

        @Test func `a request that its user has no right to is told of`() async throws {
            let servers = try TestServers(
                1,
                extra: """
                    authorization { users: [{ user: reader, password: "s3cret",
                        permissions: { publish: ["$JS.API.INFO"], subscribe: ["_INBOX.>"] } }] }
                    """)
            let told = Told()
            var jetStream = try await connect(settings(servers) { ($0.user, $0.password) = ("reader", "s3cret") }, told)
            try await patiently { _ = try await jetStream.call("INFO") }
            jetStream.timeout = .milliseconds(300)
            await #expect(throws: MessagingError.self) { try await jetStream.publish(Message("a.secret")) }
            try await wait(for: "nobody tells of the refusal") {
                told.all.contains { if case .complaint(let text) = $0 { text.contains("a.secret") } else { false } }
            }
        }
    }
#endif
