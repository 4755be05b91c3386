import ArgumentParser
import Configuration
import Fetching
import Ingest
import Logging
import Records
import StatusSite
import Store

/// Puts the parts of the daemon together.
struct Daemon {
    /// The configuration as this daemon uses it.
    let settings: Settings
    let ingest: Ingest
    let client: HTTPClient
    let board: Board
    let log: Logger

    /// Opens the output folder and the state: this machine's, or a worker's part of a fleet's.
    ///
    /// - Parameter isOnce: a single run gives up on a disk that refuses; a daemon waits for it.
    /// - Throws: the exit status 1 with a message where either cannot be used.
    static func open(_ settings: Settings, log: Logger, isOnce: Bool) async throws -> Daemon {
        try settings.checkCluster()
        guard settings.cluster.isOn else {
            let (output, store) = try await openState(settings, addresses: settings.veiledAddresses, log: log, waits: !isOnce)
            return Daemon(settings, store: store, output: output, log: log, isOnce: isOnce) { ingest in
                Board(state: settings.state, output: settings.output, telemetry: ingest.telemetry, tags: { ingest.tags(of: $0) })
            }
        }
        if isOnce { throw Failure.failed("a fleet's feeds are shared by its workers: run --once is for a single machine") }
        #if Cluster
            return try await worker(settings, log: log)
        #else
            // `checkCluster` has ended the program.
            throw ExitCode.failure
        #endif
    }

    /// Opens this machine's output folder and state.
    ///
    /// - Parameters:
    ///   - addresses: of feeds whose records show their address without its secrets, by the form that is shown.
    ///   - waits: whether a disk that is full or not written to is waited for, as a daemon does once it runs: after some failures in a row
    ///     a service manager would give up.
    /// - Throws: the exit status with a message where either cannot be used.
    static func openState(
        _ settings: Settings, addresses: [String: String] = [:], log: Logger, waits: Bool = true
    ) async throws -> sending (output: OutputFolder, store: SQLiteStore) {
        var gap = Duration.seconds(2)
        while true {
            do {
                let output = try OutputFolder(path: settings.output)
                let store = try SQLiteStore(
                    path: settings.state, output: output, addresses: addresses, now: .now, storyWindow: settings.stories.window)
                for note in store.recovery { log.warning("state recovered", metadata: ["what": "\(note)"]) }
                return (output, store)
            } catch let error as FileError where error.isLocked {
                throw Failure.failed("another onrecord is running with this output or state (\(error.path))")
            } catch let error as NewerStateError {
                // No new start mends that, so the service manager shall not try.
                throw Failure.configuration("onrecord: \(error)")
            } catch {
                let trouble = "the output folder \(settings.output) or the state \(settings.state) cannot be used: \(error)"
                guard waits, SQLiteStore.mayPass(error) else { throw Failure.failed(trouble) }
                log.error("waiting for the disk", metadata: ["why": "\(trouble)", "again in": "\(gap.short)"])
                SystemdNotifier().send("STATUS=Waiting for the disk: \(error)")
            }
            try await Task.sleep(for: gap)
            gap = min(gap * 2, .seconds(60))
        }
    }

    /// - Parameter board: makes what the status page reads.
    init(
        _ settings: Settings, store: any Store, output: sending OutputFolder, log: Logger, isOnce: Bool, board: (Ingest) -> Board
    ) {
        client = HTTPClient(
            settings: HTTPClientSettings(
                userAgent: Program.userAgent(contact: settings.contact), guarding: AddressGuard(allowing: settings.allowNetworks)))
        ingest = Ingest(
            settings: settings, store: store, output: output, client: PoliteClient(client: client), log: log, givesUpWriting: isOnce)
        self.board = board(ingest)
        self.settings = settings
        self.log = log
    }
}
