import Records

/// The output folder on a thread of its own: syncing and summing segments takes long, and Swift's own pool has a thread a core.
///
/// `@unchecked Sendable`: `output` is touched by what runs on `thread` only, and that does one thing at a time.
final class OutputThread: @unchecked Sendable {
    private let output: OutputFolder
    private let thread = Workers(count: 1)

    init(_ output: sending OutputFolder) {
        self.output = output
    }

    /// See ``OutputFolder/perform(_:)``.
    func perform(_ steps: [DeliveryStep]) async throws(FileError) {
        let result = await thread.run { Result { () throws(FileError) in try self.output.perform(steps) } }
        try result.get()
    }
}
