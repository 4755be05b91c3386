import Foundation
import Testing

@testable import Ingest

#if compiler(>=6.2)
    /// Crashes of a process of its own, and what the next one makes of them.
    struct CrashNotesTests {
        private static let variable = "ONRECORD_TEST_CRASH_NOTES"
        private static let bytes = Array("what ends the program".utf8)

        private static func keep() throws {
            try CrashNotes.keep(at: #require(ProcessInfo.processInfo.environment[variable]))
        }

        @Test func `leaves alone what the program has crashed over, and nothing else`() async throws {
            let path = NSTemporaryDirectory() + "crash-notes-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: path) }
            // The processes that crash have this one's environment.
            setenv(Self.variable, path, 1)
            await #expect(processExitsWith: .failure) {
                try Self.keep()
                _ = CrashNotes.reading("page", Self.bytes) { [Int]()[Int.random(in: 1...2)] }
            }
            await #expect(processExitsWith: .failure) {
                try Self.keep()
                // A stack that runs out.
                func deep(_ depth: Int) -> Int { depth < 0 ? 0 : deep(depth + 1) + deep(depth + 2) }
                _ = CrashNotes.reading("text", Self.bytes) { deep(Int.random(in: 1...2)) }
            }
            await #expect(processExitsWith: .failure) {
                try Self.keep()
                _ = CrashNotes.reading("page", [1]) { 1 }
                abort()
            }
            await #expect(processExitsWith: .success) {
                try Self.keep()
                #expect(CrashNotes.reading("page", Self.bytes) { 1 } == nil)
                #expect(CrashNotes.reading("text", Self.bytes) { 1 } == nil)
                #expect(CrashNotes.reading("feed", Self.bytes) { 1 } == 1)
                #expect(CrashNotes.reading("page", [1]) { 1 } == 1)
            }
        }
    }
#endif
