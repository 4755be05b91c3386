import Articles
import Foundation
import JSONText
import Testing

@testable import Records

@Suite struct RecordSchemaTests {
    private let schema: JSONValue

    init() throws { schema = try JSONValue(parsing: Array(RecordSchema.json.utf8)) }

    /// The names of a record's members and of the objects in it, as the schema and as a record have them.
    private func compare(_ schema: JSONValue, _ value: JSONValue, _ path: String) {
        switch value {
        case .object(let members):
            let names = schema["properties"]?.members.map(\.name) ?? []
            #expect(members.map(\.name) == names, "\(path)")
            for member in members {
                if let schema = schema["properties"]?[member.name] { compare(schema, member.value, path + "/" + member.name) }
            }
        case .array(let elements):
            // Optional members differ between elements; the fullest of them shows all.
            guard let fullest = elements.max(by: { $0.members.count < $1.members.count }), !fullest.members.isEmpty else { return }
            guard let items = schema["items"] else { return #expect(Bool(false), "\(path) has no items") }
            if path.hasSuffix("blocks") { return }
            compare(items, fullest, path + "[]")
        default: break
        }
    }

    @Test func `the schema lists the fields that a record has, in their order`() throws {
        let line = Samples.full.encoded.ofSameStory(as: Samples.record(1).id, similarity: 0.876).line(sequence: 7)
        let json = try JSONValue(parsing: line)
        compare(schema, json, "")
        #expect(json["seq"]?.int == 7)
        #expect(json["same_story"]?["similarity"]?.number == 0.88)
    }

    @Test func `every field is described`() {
        func check(_ schema: JSONValue, _ path: String) {
            for member in schema["properties"]?.members ?? [] {
                #expect(member.value["description"]?.string?.isEmpty == false, "\(path)/\(member.name)")
                check(member.value, path + "/" + member.name)
                if let items = member.value["items"] { check(items, path + "/" + member.name + "[]") }
            }
        }
        check(schema, "")
    }

    @Test func `the schema knows every kind of page and of block`() {
        let properties = schema["properties"]
        #expect(
            Set(properties?["page_kind"]?["enum"]?.array.compactMap(\.string) ?? []) == Set(Article.PageKind.allCases.map(\.rawValue)))
        #expect(
            Set(properties?["blocks"]?["items"]?["properties"]?["kind"]?["enum"]?.array.compactMap(\.string) ?? [])
                == Set(Article.Block.Kind.allCases.map(\.rawValue)))
        #expect(properties?["schema"]?["const"]?.string == Record.schema)
    }

    /// Whether python3 can validate JSON Schema here.
    static let hasValidator = python("import jsonschema; jsonschema.Draft202012Validator", input: []) == 0

    /// Runs a Python program with some bytes as its input.
    ///
    /// - Returns: its exit status.
    static func python(_ program: String, input: [UInt8]) -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program]
        let pipe = Pipe()
        process.standardInput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return -1 }
        try? pipe.fileHandleForWriting.write(contentsOf: Data(input))
        try? pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        return process.terminationStatus
    }

    static let validate = """
        import json, sys, jsonschema
        schema, *records = [json.loads(part) for part in sys.stdin.buffer.read().split(b"\\0")]
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        for record in records: validator.validate(record)
        """

    @Test(.enabled(if: RecordSchemaTests.hasValidator, "python3 has no module jsonschema"))
    func `records are valid by the schema`() {
        let records = [
            Samples.full.encoded, Samples.full.encoded.ofSameStory(as: Samples.record(1).id, similarity: 0.5), Samples.record(1),
            Samples.record(2, bytes: 0),
        ].enumerated().map {
            $1.line(sequence: Int64($0 + 1))
        }
        let input = ([Array(RecordSchema.json.utf8)] + records).joined(separator: [0])
        #expect(Self.python(Self.validate, input: Array(input)) == 0)
    }

    @Test(
        .enabled(if: RecordSchemaTests.hasValidator, "python3 has no module jsonschema"),
        arguments: [
            ("\"seq\":1,", "\"seq\":0,"), ("\"event\":\"new\"", "\"event\":\"gone\""), ("\"text\":", "\"texts\":"),
            ("onrecord/1", "onrecord/2"),
        ])
    func `what is no record is not valid`(_ old: String, _ new: String) {
        let line = String(decoding: Samples.record(1).line(sequence: 1), as: UTF8.self)
        let broken = line.replacingOccurrences(of: old, with: new)
        #expect(broken != line)
        #expect(Self.python(Self.validate, input: Array(RecordSchema.json.utf8) + [0] + Array(broken.utf8)) != 0)
    }
}
