import ArgumentParser

/// Ends the program with a message and a status that says what kind of failure it was.
enum Failure {
    /// The input or the run failed.
    static func failed(_ message: String) -> ExitCode {
        Console.message("onrecord: \(message)")
        return ExitCode(1)
    }

    /// The configuration is wrong (EX_CONFIG of sysexits.h).
    static func configuration(_ message: String) -> ExitCode {
        Console.message(message)
        return ExitCode(78)
    }
}
