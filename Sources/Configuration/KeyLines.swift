/// Finds the line of a key in a TOML text, which the parser does not tell.
struct KeyLines {
    /// Lines from 1, by "table.key".
    private var lines: [String: Int] = [:]

    /// - Parameter text: a TOML document; keys written in one line with dots or in inline tables are not found.
    init(_ text: String) {
        var table = ""
        var feeds = -1
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            if trimmed.hasPrefix("[[") {
                let name = trimmed.dropFirst(2).prefix { $0 != "]" }.filter { $0 != " " }
                if name == "feed" { feeds += 1 }
                table = name == "feed" ? "feed#\(feeds)" : String(name)
                lines[table + "."] = number + 1
            } else if trimmed.hasPrefix("[") {
                table = String(trimmed.dropFirst().prefix { $0 != "]" }.filter { $0 != " " })
                lines[table + "."] = number + 1
            } else if let equals = trimmed.firstIndex(of: "="), !trimmed.hasPrefix("#") {
                let key = trimmed[..<equals].filter { $0 != " " && $0 != "\t" && $0 != "\"" && $0 != "'" }
                let name = table + "." + key
                if lines[name] == nil { lines[name] = number + 1 }
            }
        }
    }

    /// The line of a key, or else of its table; `nil` where neither is found.
    func line(of key: String, in table: String) -> Int? {
        lines[table + "." + key] ?? lines[key + "."] ?? (table.isEmpty ? nil : lines[table + "."])
    }
}
