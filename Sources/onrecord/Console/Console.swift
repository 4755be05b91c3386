import Glibc
import Synchronization

/// Standard output and standard error.
enum Console {
    static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
    static let errorIsTerminal = isatty(STDERR_FILENO) == 1

    /// What stands at the foot of the terminal that standard error is.
    private static let footer = Mutex(Footer())

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
    static func message(_ text: String) { styled(printable(text)) }

    /// Writes to standard error what is safe for a terminal already, colours included.
    static func styled(_ message: String) {
        footer.withLock { footer in
            if goesOnAfterStop { footer.forget() }
            writeError(footer.lines.isEmpty ? message + "\n" : footer.passing(message, on: size(of: STDERR_FILENO)))
        }
    }

    /// Whether ``foot(_:)`` shows anything: standard error is a terminal that can move its cursor.
    static let hasFoot = errorIsTerminal && Style.environment("TERM") != "dumb"
    /// Whether standard output is such a terminal.
    static let outputHasFoot = outputIsTerminal && Style.environment("TERM") != "dumb"

    /// Draws these lines at the foot of the terminal in place of those that are there, below all messages; none takes them away.
    ///
    /// Nothing where standard error is no terminal, or where the program runs in its background.
    static func foot(_ lines: [String]) {
        guard hasFoot else { return }
        footer.withLock { footer in
            let isBehind = tcgetpgrp(STDERR_FILENO) != getpgrp()
            if goesOnAfterStop || isBehind { footer.forget() }
            guard !isBehind else { return }
            writeError(footer.replace(with: lines, on: size(of: STDERR_FILENO)))
        }
    }

    /// Whether the program has been stopped and goes on: a shell may have written over the foot.
    private static let wasStopped = Atomic(false)

    /// From now on the foot is drawn anew after Control-Z and `fg`.
    static func noticeStops() {
        // Made before the handler, which must not do more than store.
        wasStopped.store(false, ordering: .relaxed)
        signal(SIGCONT) { _ in onrecordGoesOn() }
    }

    /// Whether it has been stopped and goes on since this was last asked.
    static var goesOnAfterStop: Bool { wasStopped.exchange(false, ordering: .relaxed) }

    fileprivate static func goesOn() { wasStopped.store(true, ordering: .relaxed) }

    private static func writeError(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let written = Glibc.write(STDERR_FILENO, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if written < 0, errno == EINTR { continue }
                // There is nobody to tell.
                guard written > 0 else { return }
                done += written
            }
        }
    }

    /// The same text without what could drive a terminal or turn the direction of what stands beside it: control characters and
    /// bidirectional marks that reach on (U+202A to U+202E, U+2066 to U+2069) become U+FFFD, line ends stay.
    static func printable(_ text: String) -> String {
        func isSafe(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x09, 0x0A: true
            case ..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: false
            default: true
            }
        }
        guard !text.unicodeScalars.allSatisfy(isSafe) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isSafe($0) ? $0 : "\u{FFFD}" }))
    }

    /// A printable text in one line.
    static func oneLine(_ text: String) -> String { printable(text).split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// How wide the terminal of standard output is, or 100 where there is none.
    static var width: Int { outputSize.columns }

    /// Of the terminal that standard output is.
    static var outputSize: TerminalSize { size(of: STDOUT_FILENO) }

    /// Of the terminal that standard error is.
    static var errorSize: TerminalSize { size(of: STDERR_FILENO) }

    private static func size(of descriptor: Int32) -> TerminalSize {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return TerminalSize(columns: 100, rows: 24) }
        return TerminalSize(columns: Int(size.ws_col), rows: size.ws_row > 0 ? Int(size.ws_row) : 24)
    }
}

/// A handler of signals is called on any thread, so it must belong to no actor.
private func onrecordGoesOn() { Console.goesOn() }
