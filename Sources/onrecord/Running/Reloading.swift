import Configuration
import Glibc
import Ingest
import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the configuration again on SIGHUP, and when feeds were added by command.
struct Reloading: Service {
    let path: String
    let settings: Settings
    let ingest: Ingest
    let notifier: SystemdNotifier
    let log: Logger

    /// How often the list of added feeds is looked at.
    private static let watchInterval: Duration = .seconds(2)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in await UnixSignalsSequence(trapping: .sighup) { await reload() } }
                group.addTask { await watch() }
                await group.waitForAll()
            }
        }
    }

    private func watch() async {
        var before = modified()
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.watchInterval)
            let now = modified()
            if now != before { await reload() }
            before = now
        }
    }

    /// When the list of added feeds was last written; 0 where there is none.
    private func modified() -> Int {
        var information = stat()
        guard stat(settings.addedFeedsFile, &information) == 0 else { return 0 }
        return information.st_mtim.tv_sec &* 1_000_000_000 &+ information.st_mtim.tv_nsec
    }

    private func reload() async {
        notifier.send("RELOADING=1\nMONOTONIC_USEC=\(SystemdNotifier.monotonicMicroseconds)")
        defer { notifier.send("READY=1") }
        do {
            let settings = try Settings.load(path).ofWorker
            if settings.output != self.settings.output || settings.state != self.settings.state
                || settings.status != self.settings.status || settings.webSub != self.settings.webSub
                || settings.cluster != self.settings.cluster || settings.stories != self.settings.stories
            {
                log.warning("output, state, status.listen, [stories], [websub] and [cluster] stay as they are until a restart")
            }
            try await ingest.reload(settings)
        } catch {
            log.error("the configuration stays as it was", metadata: ["error": "\(error)"])
        }
    }
}
