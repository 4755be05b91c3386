import Feeds
import Fetching
import Glibc
import Records
import TOMLKit

extension Settings {
    /// Reads a configuration file and what it includes.
    ///
    /// - Parameter path: the TOML file; relative paths in it are relative to its folder.
    /// - Throws: ``ConfigurationError`` with everything that is wrong.
    public static func load(_ path: String) throws(ConfigurationError) -> Settings {
        let text: String
        do {
            text = String(decoding: try TextFile.read(path), as: UTF8.self)
        } catch {
            throw ConfigurationError(problems: [.init(file: path, message: "\(error)")])
        }
        return try parse(text, file: path)
    }

    /// Reads a configuration and what it includes.
    ///
    /// - Parameters:
    ///   - text: TOML.
    ///   - file: the text's file, for messages and for relative paths.
    public static func parse(_ text: String, file: String) throws(ConfigurationError) -> Settings {
        let root: TOMLTable
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw ConfigurationError(problems: [.init(file: file, line: error.source.begin.line, message: error.description)])
        } catch {
            throw ConfigurationError(problems: [.init(file: file, message: "\(error)")])
        }
        let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
        var reader = SettingsReader(file: file, folder: folder, text: text)
        var settings = reader.settings(root)
        var problems = reader.problems
        settings.addIncluded(folder: folder, file: file, &problems)
        settings.readWatchLists(folder: folder, file: file, &problems)
        settings.dropRepeatedFeeds()
        // As they stand in the file; what is wrong with other files comes behind.
        guard problems.isEmpty else { throw ConfigurationError(problems: problems.sorted { ($0.line ?? .max) < ($1.line ?? .max) }) }
        return settings
    }

    private mutating func addIncluded(folder: String, file: String, _ problems: inout [ConfigurationError.Problem]) {
        var paths: [String] = []
        for pattern in include {
            guard let pattern = Credentials.path(pattern) else {
                problems.append(.init(file: file, message: "include: " + Credentials.complaint(pattern)))
                continue
            }
            let matches = TextFile.matches(pattern.hasPrefix("/") ? pattern : folder + "/" + pattern)
            // A pattern may match nothing yet; a plain name that is not there is a slip.
            if matches.isEmpty, !pattern.contains("*"), !pattern.contains("?") {
                problems.append(.init(file: file, message: "include: there is no file \"\(pattern)\""))
            }
            paths += matches
        }
        if access(addedFeedsFile, F_OK) == 0 { paths.append(addedFeedsFile) }
        for path in paths {
            do {
                let list = try FeedList.parse(try TextFile.read(path))
                problems += list.problems.map { .init(file: path, line: $0.line, message: "\"\($0.text)\" is no http or https address") }
                for subscription in list.subscriptions {
                    guard FeedAddress.isFeedAddress(subscription.url) else {
                        problems.append(.init(file: path, message: "\"\(PublicURL.text(subscription.url))\" is no http or https address"))
                        continue
                    }
                    feeds.append(
                        FeedSettings(url: subscription.url, tags: subscription.tags, poll: poll, fetch: fetch, origin: .init(file: path)))
                }
            } catch {
                problems.append(.init(file: path, message: "\(error)"))
            }
        }
    }

    /// The first listing of an address counts.
    private mutating func dropRepeatedFeeds() {
        var seen: Set<String> = []
        feeds.removeAll { !seen.insert($0.url).inserted }
    }
}
