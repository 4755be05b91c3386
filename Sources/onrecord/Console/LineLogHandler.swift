import Glibc
import Logging
import Records

/// Writes log messages to standard error, one line each: `level message key=value …`.
///
/// Under systemd the lines carry the journal's priority (`<4>`) instead of a time, which the journal has itself.
struct LineLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    private static let isJournal = getenv("JOURNAL_STREAM") != nil

    init(level: Logger.Level) {
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = event.metadata.map { metadata.merging($0) { $1 } } ?? metadata
        var line = Self.isJournal ? "<\(event.level.priority)>" : "\(Moment.now.rfc3339) \(event.level.rawValue) "
        line += "\(event.message)"
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            let text = "\(value)"
            line += " \(key)=" + (text.contains { $0 == " " || $0 == "\"" || $0 == "=" } || text.isEmpty ? quoted(text) : text)
        }
        Console.message(line.split(whereSeparator: \.isNewline).joined(separator: " "))
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

extension Logger.Level {
    /// syslog's number for it.
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
