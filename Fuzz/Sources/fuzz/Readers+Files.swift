import Configuration
import Fetching
import Glibc
import Language
@testable import Records
@testable import Store

extension Readers {
    static func robots(_ bytes: [UInt8]) {
        let rules = RobotsRules(parsing: bytes)
        for path in ["/", "/a/b?c=d", "/robots.txt", String(decoding: bytes.prefix(100), as: UTF8.self)] { _ = rules.allows(path) }
    }

    /// The bytes are what an output folder holds: the growing segment, and the manifest.
    static func records(_ bytes: [UInt8]) {
        for name in ["current.jsonl", "manifest.jsonl"] { write(bytes, to: name) }
        guard let reader = try? RecordReader(folder: folder) else { return }
        var last: Int64 = 0
        while let record = try? reader.next() {
            check(record.sequence > last, "records come in the order of their numbers")
            last = record.sequence
        }
        _ = try? Verification(folder: folder)
        if let entry = ManifestEntry(line: bytes[...]) {
            check(ManifestEntry(line: entry.line[...]) == entry, "an entry that was written reads the same")
        }
    }

    private static func write(_ bytes: [UInt8], to name: String) {
        guard let file = fopen(folder + "/" + name, "wb") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    private static let folder: String = {
        var template = Array("/tmp/fuzz-files-XXXXXX".utf8CString)
        return mkdtemp(&template).map { String(cString: $0) } ?? "."
    }()

    /// The bytes are a consumer's cursor, its name, and a spool.
    static func spool(_ bytes: [UInt8]) {
        mkdir(folder + "/" + ConsumerCursor.folderName, 0o755)
        write(bytes, to: ConsumerCursor.folderName + "/reader")
        let next = (try? ConsumerCursor(name: "reader", output: folder)?.next()).flatMap(\.self)
        check((next ?? 1) > 0, "records are numbered from 1")
        if ConsumerCursor(name: String(decoding: bytes, as: UTF8.self), output: folder) != nil {
            check(!bytes.contains(UInt8(ascii: "/")) && bytes != Array("..".utf8), "a cursor stands in its folder")
        }
        write(bytes, to: "spool")
        let spool = try? Spool(path: folder + "/spool")
        check(spool?.waiting == bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0, "whole lines are kept")
        for line in bytes.split(separator: 0x0A) {
            guard let record = EncodedRecord(streamed: Array(line)) else { continue }
            check(record.streamed.elementsEqual(line), "a record is published as it was kept")
        }
    }

    /// The bytes are a feed's state, and lines of a segment.
    static func state(_ bytes: [UInt8]) {
        // Numbers beyond all bounds are not written.
        if let json = try? FeedState(json: bytes).json, let state = try? FeedState(json: json) {
            check((try? FeedState(json: state.json)) == state, "a state that was written reads the same")
        }
        for line in bytes.split(separator: 0x0A) { _ = PublishedRecord(line: line) }
    }

    /// The terms of a list are looked for in the list's own text.
    static func watchlist(_ bytes: [UInt8]) {
        var builder = WatchList.Builder()
        let lines = bytes.count { $0 == 0x0A } + 1
        check(builder.add(bytes).allSatisfy { (1...lines).contains($0.line) }, "what is wrong with a list stands in a line of it")
        let document = Annotator(watching: builder.list()).annotate(String(decoding: bytes, as: UTF8.self), language: "en")
        let count = document.tokens.count
        for match in document.watched {
            check(!match.tokens.isEmpty && match.tokens.upperBound <= count, "what was found stands in the text")
        }
    }

    static func configuration(_ bytes: [UInt8]) {
        _ = try? FeedList.parse(bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        // Files that the text names are none of this target's business.
        guard !text.contains("include"), !text.contains("file") else { return }
        _ = try? Settings.parse(text, file: "/nonexistent/feeds.conf")
    }
}
