import Configuration
import Fetching
import Glibc
import Records

extension Readers {
    static func robots(_ bytes: [UInt8]) {
        let rules = RobotsRules(parsing: bytes)
        for path in ["/", "/a/b?c=d", "/robots.txt", String(decoding: bytes.prefix(100), as: UTF8.self)] { _ = rules.allows(path) }
    }

    /// The bytes are what an output folder holds: the growing segment, and the manifest.
    static func records(_ bytes: [UInt8]) {
        let folder = folder
        for name in ["current.jsonl", "manifest.jsonl"] {
            guard let file = fopen(folder + "/" + name, "wb") else { continue }
            fwrite(bytes, 1, bytes.count, file)
            fclose(file)
        }
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

    private static let folder: String = {
        var template = Array("/tmp/fuzz-records-XXXXXX".utf8CString)
        return mkdtemp(&template).map { String(cString: $0) } ?? "."
    }()

    static func configuration(_ bytes: [UInt8]) {
        _ = try? FeedList.parse(bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        // Files that the text names are none of this target's business.
        guard !text.contains("include"), !text.contains("file") else { return }
        _ = try? Settings.parse(text, file: "/nonexistent/feeds.conf")
    }
}
