import Glibc
import Logging
import Records

/// Writes log messages to standard error, one line each: `level message key=value …`.
struct LineLogHandler: LogHandler {
    /// What a line looks like.
    enum Form {
        /// `2026-03-01T09:30:00.250Z warning …`
        case plain
        /// `<4>…`: the journal's priority; time and level it keeps itself.
        case journal
        /// `09:30:00Z warning …`: for reading; levels that need no attention are left out.
        case terminal(Style)

        /// What fits where standard error goes.
        static var standard: Form {
            if getenv("JOURNAL_STREAM") != nil { return .journal }
            return Console.errorIsTerminal ? .terminal(Style(isTerminal: true)) : .plain
        }
    }

    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    private let form: Form

    init(level: Logger.Level, form: Form = .standard) {
        logLevel = level
        self.form = form
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = event.metadata.map { metadata.merging($0) { $1 } } ?? metadata
        let values = all.sorted { $0.key < $1.key }.map { (key: $0.key, value: "\($0.value)") }
        Console.styled(Self.line(event.level, "\(event.message)", values, at: .now, as: form))
    }

    /// A message in one line without what could drive a terminal.
    static func line(
        _ level: Logger.Level, _ message: String, _ values: [(key: String, value: String)], at now: Moment, as form: Form
    ) -> String {
        let message = Console.oneLine(message)
        let values = values.map { " \(Console.oneLine($0.key))=" + quoted(Console.printable($0.value)) }.joined()
        switch form {
        case .plain: return "\(now.rfc3339) \(level.rawValue) \(message)\(values)"
        case .journal: return "<\(level.priority)>\(message)\(values)"
        case .terminal(let style):
            let time = style.dim(String(now.rfc3339.dropFirst(11).prefix(8)) + "Z")
            let colour = level >= .error ? style.red : style.yellow
            return "\(time) \(level >= .warning ? colour(level.rawValue) + " " : "")\(message)\(style.dim(values))"
        }
    }

    /// In quotation marks where its end could not be told otherwise, without line ends.
    private static func quoted(_ value: String) -> String {
        let value = value.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: " ")
        guard value.isEmpty || value.contains(where: { " \t\"=".contains($0) }) else { return value }
        return "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
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
