import Foundation
import Glibc
import Synchronization

/// A program on a terminal of its own: the kernel's, with ``Screen`` in the place of the glass.
final class PseudoTerminal: Sendable {
    private let master: Int32
    private let process: pid_t
    private let state: Mutex<(screen: Screen, isAtEnd: Bool)>

    /// The program that was built with these tests.
    static let onrecord: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("onrecord").path
        if access(beside, X_OK) == 0 { return beside }
        // A helper of the toolchain runs the tests: their bundle is one of its arguments.
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
        return bundle.components(separatedBy: ".xctest")[0].split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/onrecord"
    }()

    /// TIOCSPTLCK and TIOCGPTN of ioctl_tty(2): macros that Swift does not see.
    private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

    struct Trouble: Error {
        var what: String
    }

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - arguments: of `onrecord`.
    ///   - output: a file for standard output, where that is no terminal.
    ///   - error: likewise for standard error.
    init(
        _ arguments: [String], columns: Int = 80, rows: Int = 24, environment: [String: String] = [:], output: String? = nil,
        error: String? = nil
    ) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (locked, number): (Int32, UInt32) = (0, 0)
        guard master >= 0, ioctl(master, Self.setLock, &locked) == 0, ioctl(master, Self.getNumber, &number) == 0 else {
            throw Trouble(what: "no pseudo-terminal: \(String(cString: strerror(errno)))")
        }
        let name = "/dev/pts/\(number)"
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that the leader of a session opens becomes its own.
        posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        for (descriptor, file) in [(Int32(1), output), (2, error)] {
            if let file {
                posix_spawn_file_actions_addopen(&actions, descriptor, file, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
            } else {
                posix_spawn_file_actions_adddup2(&actions, 0, descriptor)
            }
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, 0x80 /* POSIX_SPAWN_SETSID */)

        var variables = ProcessInfo.processInfo.environment
        for name in ["NO_COLOR", "JOURNAL_STREAM", "NOTIFY_SOCKET"] { variables[name] = nil }
        variables["TERM"] = "xterm-256color"
        variables.merge(environment) { $1 }
        let words = ([Self.onrecord] + arguments).map { strdup($0) } + [nil]
        let pairs = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + pairs).forEach { free($0) } }
        var process: pid_t = 0
        let status = posix_spawn(&process, Self.onrecord, &actions, &attributes, words, pairs)
        guard status == 0 else { throw Trouble(what: "\(Self.onrecord): \(String(cString: strerror(status)))") }
        self.process = process
        state = Mutex((Screen(columns: columns, rows: rows), false))
        Thread.detachNewThread { self.read() }
    }

    deinit { close(master) }

    private func read() {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = Glibc.read(master, &piece, piece.count)
            if got < 0, errno == EINTR { continue }
            // EIO: the program has ended.
            guard got > 0 else { return state.withLock { $0.isAtEnd = true } }
            let bytes = piece[..<got]
            state.withLock { $0.screen.take(bytes) }
        }
    }

    /// What stands on the screen now.
    var screen: Screen { state.withLock { $0.screen } }

    func send(_ signal: Int32) { kill(process, signal) }

    /// Types something.
    func type(_ text: String) { _ = Array(text.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) } }

    /// Makes the terminal another size, as a user who drags its corner.
    func resize(columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        state.withLock { $0.screen.resize(columns: columns, rows: rows) }
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Waits until the screen shows something.
    ///
    /// - Throws: what the screen shows instead, when the program has ended or a minute is over.
    @discardableResult
    func wait(for what: String, _ isThere: (Screen) -> Bool) async throws -> Screen {
        for _ in 0..<3000 {
            let (screen, isAtEnd) = state.withLock { $0 }
            if isThere(screen) { return screen }
            if isAtEnd { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Trouble(what: "no \(what) on the screen:\n\(screen.all.joined(separator: "\n"))")
    }

    /// Waits for the program's end.
    ///
    /// - Returns: its exit status, or 128 and the signal that ended it; and the last screen.
    func end() async throws -> (status: Int32, screen: Screen) {
        _ = try await wait(for: "end") { [self] _ in state.withLock { $0.isAtEnd } }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return (status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F, screen)
    }
}
