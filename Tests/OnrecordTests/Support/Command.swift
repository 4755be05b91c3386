import Foundation
import JSONText

/// A run of the program without a terminal.
struct Command {
    var status: Int32
    var output: String
    var error: String

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - input: what is given to its standard input.
    ///   - folder: where it runs.
    static func run(_ arguments: [String], input: String = "", in folder: String) async throws -> Command {
        let names = ["in", "out", "error"].map { folder + "/.command-\($0)-\(UUID().uuidString)" }
        defer { for name in names { try? FileManager.default.removeItem(atPath: name) } }
        try input.write(toFile: names[0], atomically: false, encoding: .utf8)
        for name in names[1...] { _ = FileManager.default.createFile(atPath: name, contents: nil) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: PseudoTerminal.onrecord)
        process.arguments = arguments
        // Other tests of this process set it for themselves.
        process.environment = ProcessInfo.processInfo.environment.filter { $0.key != "CREDENTIALS_DIRECTORY" }
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle(forReadingAtPath: names[0])
        process.standardOutput = FileHandle(forWritingAtPath: names[1])
        process.standardError = FileHandle(forWritingAtPath: names[2])
        let ended = AsyncStream<Int32> { continuation in
            process.terminationHandler = {
                continuation.yield($0.terminationStatus)
                continuation.finish()
            }
        }
        try process.run()
        var status: Int32 = -1
        for await end in ended { status = end }
        return Command(
            status: status, output: try String(contentsOfFile: names[1], encoding: .utf8),
            error: try String(contentsOfFile: names[2], encoding: .utf8))
    }

    /// Its output as JSON.
    var json: JSONValue { get throws { try JSONValue(parsing: Array(output.utf8)) } }
}

/// A folder that goes with the value.
final class Folder: Sendable {
    let path = FileManager.default.temporaryDirectory.path + "/onrecord-command-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }
}
