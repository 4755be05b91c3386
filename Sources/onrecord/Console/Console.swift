import Glibc

/// Standard output and standard error.
enum Console {
    static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
    static let errorIsTerminal = isatty(STDERR_FILENO) == 1

    /// Writes bytes to standard output; a reader that has gone away ends the program quietly.
    static func write(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress?.advanced(by: done), $0.count - done) }
            if written < 0 {
                if errno == EINTR { continue }
                if errno != EPIPE { message("onrecord: cannot write to standard output: \(String(cString: strerror(errno)))") }
                exit(errno == EPIPE ? 0 : 1)
            }
            done += written
        }
    }

    /// Writes a line to standard output.
    static func line(_ text: String) { write((text + "\n").utf8) }

    /// Writes a message to standard error.
    static func message(_ text: String) {
        var text = printable(text) + "\n"
        text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Writes over the last line of the terminal; nothing where standard error is none.
    static func progress(_ text: String) {
        guard errorIsTerminal else { return }
        var text = "\r\u{1B}[K" + printable(text)
        text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// The same text without what could drive a terminal: control characters become U+FFFD, line ends stay.
    static func printable(_ text: String) -> String {
        func isSafe(_ scalar: Unicode.Scalar) -> Bool {
            scalar == "\n" || scalar == "\t" || !(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value))
        }
        guard !text.unicodeScalars.allSatisfy(isSafe) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isSafe($0) ? $0 : "\u{FFFD}" }))
    }

    /// How wide the terminal is, or 100 where there is none.
    static var width: Int {
        var size = winsize()
        return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 100
    }
}

/// Colours for a terminal that wants them (no-color.org).
struct Style {
    private let isOn: Bool

    init(isTerminal: Bool) {
        isOn = isTerminal && getenv("NO_COLOR") == nil && getenv("TERM").map { String(cString: $0) } != "dumb"
    }

    func bold(_ text: String) -> String { wrapped(text, "1") }
    func dim(_ text: String) -> String { wrapped(text, "2") }
    func red(_ text: String) -> String { wrapped(text, "31") }
    func green(_ text: String) -> String { wrapped(text, "32") }
    func yellow(_ text: String) -> String { wrapped(text, "33") }
    func cyan(_ text: String) -> String { wrapped(text, "36") }

    private func wrapped(_ text: String, _ code: String) -> String { isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
