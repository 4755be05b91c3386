import Foundation
import JSONText
import Testing

@testable import Records

/// Records that earlier versions have written, kept as they were: a file a version, made by `onrecord demo`, and never changed.
@Suite struct OldRecordsTests {
    static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Corpus").path
    static let files = ((try? Files.names(in: corpus)) ?? []).filter { $0.hasPrefix("records-") }

    private static func lines(_ file: String) throws -> [ArraySlice<UInt8>] {
        try #require(Files.read(corpus + "/" + file)).split(separator: 0x0A)
    }

    @Test func `there are old records`() {
        #expect(!Self.files.isEmpty)
    }

    @Test(arguments: files) func `old records are read, verified and followed`(file: String) throws {
        let lines = try Self.lines(file)
        let folder = try TemporaryFolder()
        try Files.write(try #require(Files.read(Self.corpus + "/" + file)), to: folder.path + "/current.jsonl")
        let verification = try Verification(folder: folder.path)
        #expect(verification.findings == [])
        #expect(verification.records == lines.count)
        let reader = try RecordReader(folder: folder.path)
        for number in 1...lines.count { #expect(try reader.next()?.sequence == Int64(number)) }
    }

    @Test(.enabled(if: RecordSchemaTests.hasValidator, "python3 has no module jsonschema"), arguments: files)
    func `old records are valid by the schema of today`(file: String) throws {
        let input = ([Array(RecordSchema.json.utf8)] + (try Self.lines(file).map { Array($0) })).joined(separator: [0])
        #expect(RecordSchemaTests.python(RecordSchemaTests.validate, input: Array(input)) == 0)
    }
}
