import Glibc
import Ingest
import Records
import ServiceLifecycle

/// Tells systemd how the daemon is doing (sd_notify(3)); does nothing where no service manager listens.
struct SystemdNotifier: Sendable {
    private let path: String?

    init() {
        path = getenv("NOTIFY_SOCKET").map { String(cString: $0) }
    }

    /// Sends some assignments, one a line.
    func send(_ message: String) {
        guard let path, !path.isEmpty else { return }
        let number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { return }
        defer { close(number) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        // "@" stands for the NUL that begins the name of an abstract socket.
        if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        var message = message
        _ = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                message.withUTF8 { sendto(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL), address, length) }
            }
        }
    }

    /// How often systemd wants a sign of life; `nil` for never.
    static var watchdogInterval: Duration? {
        guard let text = getenv("WATCHDOG_USEC"), let microseconds = Int64(String(cString: text)), microseconds > 0 else { return nil }
        if let process = getenv("WATCHDOG_PID"), String(cString: process) != "\(getpid())" { return nil }
        return .microseconds(microseconds)
    }

    static var monotonicMicroseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}

/// Sends the signs of life, as long as there is life in the loops.
struct Watchdog: Service {
    let notifier: SystemdNotifier
    let ingest: Ingest

    func run() async throws {
        notifier.send("READY=1\nSTATUS=Reading the news")
        await cancelWhenGracefulShutdown {
            let interval = (SystemdNotifier.watchdogInterval ?? .seconds(30)) / 3
            while !Task.isCancelled {
                let activity = ingest.telemetry.snapshot
                if !activity.hangs(at: .now) {
                    let trouble = activity.writingFailure.map { "; \($0)" } ?? ""
                    notifier.send("WATCHDOG=1\nSTATUS=\(activity.counts.records) records, \(activity.counts.polls) polls\(trouble)")
                }
                try? await Task.sleep(for: interval)
            }
        }
        notifier.send("STOPPING=1")
    }
}
