import Feeds
import Fetching
import Glibc
import Records
import TOMLKit

extension Settings {
    /// Reads a configuration file and what it includes.
    ///
    /// - Parameters:
    ///   - path: the TOML file; relative paths in it are relative to its folder.
    ///   - credentials: whether those that it names have to be there.
    /// - Throws: ``ConfigurationError`` with everything that is wrong.
    public static func load(_ path: String, credentials: Credentials.Need = .all) throws(ConfigurationError) -> Settings {
        let bytes: [UInt8]
        do { bytes = try TextFile.read(path) } catch { throw ConfigurationError(problems: [.init(file: path, message: "\(error)")]) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
            throw ConfigurationError(problems: [.init(file: path, line: line.map { $0 + 1 }, message: "this is no UTF-8")])
        }
        return try parse(text, file: path, credentials: credentials)
    }

    /// Reads a configuration and what it includes.
    ///
    /// - Parameters:
    ///   - text: TOML.
    ///   - file: the text's file, for messages and for relative paths.
    ///   - credentials: whether those that it names have to be there.
    public static func parse(
        _ text: String, file: String, credentials: Credentials.Need = .all
    ) throws(ConfigurationError) -> Settings {
        let root: TOMLTable
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw ConfigurationError(problems: [.init(file: file, line: error.source.begin.line, message: error.description)])
        } catch {
            throw ConfigurationError(problems: [.init(file: file, message: "\(error)")])
        }
        let folder = FilePath.folder(of: file)
        var reader = SettingsReader(file: file, folder: folder, text: text, credentials: credentials)
        var settings = reader.settings(root)
        settings.remarks = reader.remarks
        // The parser ends a text there.
        var problems = reader.problems
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
        where [#"\u0000"#, #"\U00000000"#].contains(where: { line.contains($0) }) {
            problems.append(.init(file: file, line: number + 1, message: "a text contains a NUL"))
        }
        settings.addIncluded(folder: folder, file: file, credentials, &problems)
        settings.readWatchLists(folder: folder, file: file, &problems)
        settings.dropRepeatedFeeds()
        // As they stand in the file; what is wrong with other files comes behind.
        guard problems.isEmpty else { throw ConfigurationError(problems: problems.sorted { ($0.line ?? .max) < ($1.line ?? .max) }) }
        return settings
    }

    private mutating func addIncluded(
        folder: String, file: String, _ credentials: Credentials.Need, _ problems: inout [ConfigurationError.Problem]
    ) {
        for pattern in include {
            guard let path = Credentials.path(pattern, credentials) else {
                problems.append(.init(file: file, message: "include: " + Credentials.complaint(pattern)))
                continue
            }
            guard !Credentials.isLeft(path, credentials) else {
                remarks.append(.init(file: file, message: "include: \(path) is looked at only where it is used"))
                continue
            }
            for path in Self.files(path, "include", folder: folder, file: file, &problems) {
                do { try addList(path, &problems) } catch { problems.append(.init(file: path, message: "\(error)")) }
            }
        }
        do { try addList(addedFeedsFile, &problems) } catch let error as FileError {
            if error.code == ENOENT || error.code == ENOTDIR { return }
            if credentials == .none, error.code == EACCES {
                // The configuration is right; it is the one who looks that has not the right.
                remarks.append(.init(file: addedFeedsFile, message: "\(error); feeds that were added by command are left out"))
            } else {
                problems.append(.init(file: addedFeedsFile, message: "\(error)"))
            }
        } catch {
            problems.append(.init(file: addedFeedsFile, message: "\(error)"))
        }
    }

    /// Adds the feeds of a list.
    ///
    /// - Throws: `FileError` or `FeedError` where it cannot be read.
    private mutating func addList(_ path: String, _ problems: inout [ConfigurationError.Problem]) throws {
        let list = try FeedList.parse(try TextFile.read(path))
        problems += list.problems.map { .init(file: path, line: $0.line, message: "\"\($0.shown)\" is no http or https address") }
        for subscription in list.subscriptions {
            guard FeedAddress.isFeedAddress(subscription.url) else {
                problems.append(.init(file: path, message: "\"\(PublicURL.text(subscription.url))\" is no http or https address"))
                continue
            }
            feeds.append(
                FeedSettings(url: subscription.url, tags: subscription.tags, poll: poll, fetch: fetch, origin: .init(file: path)))
        }
    }

    /// The files that a pattern under a key stands for.
    static func files(
        _ pattern: String, _ key: String, folder: String, file: String, _ problems: inout [ConfigurationError.Problem]
    ) -> [String] {
        let matches = TextFile.matches(pattern.hasPrefix("/") ? pattern : folder + "/" + pattern)
        // A pattern may match nothing yet; a plain name that is not there is a slip.
        if matches.isEmpty, !pattern.contains("*"), !pattern.contains("?") {
            problems.append(.init(file: file, message: "\(key): there is no file \"\(pattern)\""))
        }
        return matches
    }

    /// The first listing of an address counts.
    private mutating func dropRepeatedFeeds() {
        var seen: Set<String> = []
        feeds.removeAll { !seen.insert($0.url).inserted }
    }
}
