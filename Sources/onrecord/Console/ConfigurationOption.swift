import ArgumentParser
import Configuration
import Glibc

/// `--config`, which every command takes.
struct ConfigurationOption: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("The configuration file.", discussion: "Default: ./feeds.conf, then /etc/onrecord/feeds.conf."),
        completion: .file())
    var config: String?

    /// The file that counts; `nil` where there is none.
    var path: String? {
        config ?? ["feeds.conf", "/etc/onrecord/feeds.conf"].first { access($0, R_OK) == 0 }
    }

    /// The file that counts.
    ///
    /// - Throws: the exit status 78 where there is none.
    func found() throws -> String {
        guard let path else {
            throw Failure.configuration("onrecord: there is no feeds.conf here nor in /etc/onrecord; name one with --config")
        }
        return path
    }

    /// Reads the configuration.
    ///
    /// - Parameter credentials: whether those that it names have to be there: only what polls or asks the cluster uses them.
    /// - Throws: the exit status 78, with everything that is wrong on standard error.
    func load(credentials: Credentials.Need = .none) throws -> Settings {
        let path = try found()
        do throws(ConfigurationError) {
            return try Settings.load(path, credentials: credentials)
        } catch {
            throw Failure.configuration("\(error)")
        }
    }

    /// Reads the configuration for a command on the list of feeds, which a fleet keeps in its cluster.
    ///
    /// - Throws: as ``load(credentials:)``.
    func loadForList() throws -> Settings {
        let settings = try load()
        return settings.cluster.isOn ? try load(credentials: .all) : settings
    }

    /// Reads the configuration where there is one, for commands that can do without.
    func loadIfPresent() throws -> Settings { path == nil ? Settings() : try load() }
}
