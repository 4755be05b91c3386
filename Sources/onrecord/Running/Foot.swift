/// Keeps the foot of the terminal as things are, while something long runs.
enum Foot {
    private static let interval: Duration = .milliseconds(250)

    /// - Parameters:
    ///   - isShown: where not, or where standard error is no terminal, only the work is done.
    ///   - lines: for a terminal of so many columns.
    ///   - work: what takes long.
    static func shown<Result: Sendable>(
        _ isShown: Bool, _ lines: @escaping @Sendable (Int) async -> [String], while work: () async throws -> Result
    ) async rethrows -> Result {
        guard isShown, Console.hasFoot else { return try await work() }
        Console.noticeStops()
        let drawing = Task {
            while !Task.isCancelled {
                Console.foot(await lines(Console.errorSize.columns))
                try? await Task.sleep(for: interval)
            }
            Console.foot([])
        }
        do {
            let result = try await work()
            drawing.cancel()
            await drawing.value
            return result
        } catch {
            drawing.cancel()
            await drawing.value
            throw error
        }
    }
}
