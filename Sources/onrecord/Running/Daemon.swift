import ArgumentParser
import Configuration
import Fetching
import Ingest
import Logging
import Records
import Store

/// Puts the parts of the daemon together.
struct Daemon {
    let settings: Settings
    let ingest: Ingest
    let client: HTTPClient
    let log: Logger

    /// Opens the output folder and the state.
    ///
    /// - Parameter isOnce: a single run gives up on a disk that refuses; a daemon waits for it.
    /// - Throws: the exit status 1 with a message where either cannot be used.
    init(_ settings: Settings, log: Logger, isOnce: Bool) throws {
        let store: SQLiteStore
        let output: OutputFolder
        do {
            output = try OutputFolder(path: settings.output)
            store = try SQLiteStore(
                path: settings.state, output: output, addresses: settings.veiledAddresses, now: .now, storyWindow: settings.stories.window)
        } catch let error as FileError where error.isLocked {
            throw Failure.failed("another onrecord is running with this output or state (\(error.path))")
        } catch {
            throw Failure.failed("the output folder \(settings.output) or the state \(settings.state) cannot be used: \(error)")
        }
        for note in store.recovery { log.warning("state recovered", metadata: ["what": "\(note)"]) }
        client = HTTPClient(
            settings: HTTPClientSettings(
                userAgent: Program.userAgent(contact: settings.contact), guarding: AddressGuard(allowing: settings.allowNetworks)))
        ingest = Ingest(
            settings: settings, store: store, output: output, client: PoliteClient(client: client), log: log, givesUpWriting: isOnce)
        self.settings = settings
        self.log = log
    }
}
