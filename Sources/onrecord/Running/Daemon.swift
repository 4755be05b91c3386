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
        guard settings.cluster.isOn else { return try Daemon(settings, log: log, isOnce: isOnce) }
        if isOnce { throw Failure.failed("a fleet's feeds are shared by its workers: run --once is for a single machine") }
        #if Cluster
            return try await worker(settings, log: log)
        #else
            // `checkCluster` has ended the program.
            throw ExitCode.failure
        #endif
    }

    private init(_ settings: Settings, log: Logger, isOnce: Bool) throws {
        let (output, store) = try Self.openState(settings, addresses: settings.veiledAddresses, log: log)
        self.init(settings, store: store, output: output, log: log, isOnce: isOnce) {
            let ingest = $0
            return Board(state: settings.state, output: settings.output, telemetry: ingest.telemetry, tags: { ingest.tags(of: $0) })
        }
    }

    /// Opens this machine's output folder and state.
    ///
    /// - Parameter addresses: of feeds whose records show their address without its secrets, by the form that is shown.
    /// - Throws: the exit status with a message where either cannot be used.
    static func openState(
        _ settings: Settings, addresses: [String: String] = [:], log: Logger
    ) throws -> sending (output: OutputFolder, store: SQLiteStore) {
        let (output, store): (OutputFolder, SQLiteStore)
        do {
            output = try OutputFolder(path: settings.output)
            store = try SQLiteStore(
                path: settings.state, output: output, addresses: addresses, now: .now, storyWindow: settings.stories.window)
        } catch let error as FileError where error.isLocked {
            throw Failure.failed("another onrecord is running with this output or state (\(error.path))")
        } catch let error as NewerStateError {
            // No new start mends that, so the service manager shall not try.
            throw Failure.configuration("onrecord: \(error)")
        } catch {
            throw Failure.failed("the output folder \(settings.output) or the state \(settings.state) cannot be used: \(error)")
        }
        for note in store.recovery { log.warning("state recovered", metadata: ["what": "\(note)"]) }
        return (output, store)
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
