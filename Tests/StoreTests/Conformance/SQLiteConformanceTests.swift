import Records
import Testing

@testable import Store

/// The store of a single machine on the bench.
private final class SQLiteBench: StoreBench {
    private let machine: Sendability

    /// A test uses its machine from one task at a time.
    private struct Sendability: @unchecked Sendable {
        let machine: Machine
    }

    init(_ machine: Machine) { self.machine = Sendability(machine: machine) }

    var store: any Store { machine.machine.store }
    var outputFolder: String { machine.machine.outPath }
    func deliver() async throws { try await machine.machine.deliver() }
    func restart() async throws -> SQLiteBench { SQLiteBench(try Machine(machine.machine.crash())) }
}

@Suite struct SQLiteConformanceTests {
    @Test(arguments: StoreConformance.allCases)
    func `the store of a single machine does what every store has to`(scenario: StoreConformance) async throws {
        try await scenario.run(on: SQLiteBench(Machine()))
    }
}
