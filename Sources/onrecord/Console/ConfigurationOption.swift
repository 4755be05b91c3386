import ArgumentParser
import Configuration
import Glibc

/// `--config`, which every command takes.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The configuration file.", discussion: "Default: ./feeds.conf, then /etc/onrecord/feeds.conf."))
    var config: String?

    /// The file that counts; `nil` where there is none.
    var path: String? {
        config ?? ["feeds.conf", "/etc/onrecord/feeds.conf"].first { access($0, R_OK) == 0 }
    }

    /// Reads the configuration.
    ///
    /// - Throws: the exit status 78, with everything that is wrong on standard error.
    func load() throws -> Settings {
        guard let path else {
            throw Failure.configuration("onrecord: there is no feeds.conf here nor in /etc/onrecord; name one with --config")
        }
        do throws(ConfigurationError) {
            return try Settings.load(path)
        } catch {
            throw Failure.configuration("\(error)")
        }
    }

    /// Reads the configuration where there is one, for commands that can do without.
    func loadIfPresent() throws -> Settings { path == nil ? Settings() : try load() }
}
