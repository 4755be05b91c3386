import Glibc

/// Colours for a terminal that wants them (no-color.org).
struct Style {
    private let isOn: Bool

    /// - Parameters:
    ///   - isTerminal: whether what is written goes to a terminal.
    ///   - environment: `NO_COLOR` switches colours off unless it is empty, `TERM=dumb` always.
    init(isTerminal: Bool, environment: (String) -> String? = Style.environment) {
        isOn = isTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
    }

    func bold(_ text: String) -> String { wrapped(text, "1") }
    func dim(_ text: String) -> String { wrapped(text, "2") }
    func red(_ text: String) -> String { wrapped(text, "31") }
    func green(_ text: String) -> String { wrapped(text, "32") }
    func yellow(_ text: String) -> String { wrapped(text, "33") }
    func cyan(_ text: String) -> String { wrapped(text, "36") }

    private func wrapped(_ text: String, _ code: String) -> String { isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }

    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
