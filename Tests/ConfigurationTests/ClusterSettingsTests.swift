import Testing

@testable import Configuration

struct ClusterSettingsTests {
    @Test func `without servers there is no cluster`() throws {
        #expect(try !Settings.parse("", file: "feeds.conf").cluster.isOn)
        #expect(try !Settings.parse("[cluster]\nprefix = \"a\"", file: "feeds.conf").cluster.isOn)
    }

    @Test func `all keys of the cluster are read`() throws {
        let settings = try Settings.parse(
            """
            state = "/var/lib/onrecord/state.db"
            [cluster]
            servers = ["nats://one.example:4222", "tls://two.example"]
            name = "ada"
            prefix = "evening-paper"
            replicas = 1
            keep_for = "2d"
            spool = "1MB"
            user = "u"
            password = "p"
            token = "t"
            credentials = "services"
            ca_file = "/etc/passwd"
            certificate = "hosts"
            key = "group"
            """, file: "/etc/feeds.conf")
        let cluster = settings.cluster
        #expect(cluster.isOn && cluster.servers == ["nats://one.example:4222", "tls://two.example"])
        #expect((cluster.worker, cluster.prefix, cluster.replicas) == ("ada", "evening-paper", 1))
        #expect((cluster.keepFor, cluster.spool) == (.seconds(2 * 86_400), 1 << 20))
        #expect([cluster.user, cluster.password, cluster.token] == ["u", "p", "t"])
        #expect(cluster.credentialsFile == "/etc/services" && cluster.caFile == "/etc/passwd")
        #expect(cluster.certificateFile == "/etc/hosts" && cluster.keyFile == "/etc/group")
        #expect(settings.workerFolder == "/var/lib/onrecord/worker")
    }

    @Test func `a worker without a name has the machine's`() { #expect(!ClusterSettings().worker.isEmpty) }

    @Test(
        arguments: [
            (#"servers = ["http://one.example"]"#, "no address such as"), (#"servers = ["nats://"]"#, "no address such as"),
            (#"prefix = "a.b""#, "letters, digits and hyphens"), (#"prefix = "ä""#, "letters, digits and hyphens"),
            ("replicas = 7", "from 1 to 5"), (#"certificate = "a.pem""#, "go together"), (#"password = "credential:x""#, "credential"),
            ("server = []", "did you mean"),
        ])
    func `what cannot be is told with its line`(line: String, message: String) {
        let error = #expect(throws: ConfigurationError.self) { try Settings.parse("[cluster]\n\(line)\n", file: "feeds.conf") }
        #expect(error?.problems.contains { $0.line == 2 && $0.message.contains(message) } ?? false, "\(error?.problems ?? [])")
    }
}
