import JSONText

/// Sets a record's quotations as a person wants to read them: who, in full and with role, the words, where.
struct QuotationPrinter {
    let style: Style

    /// - Parameter record: a record as JSON.
    /// - Returns: some lines, or nothing for a record without quotations.
    func text(_ record: JSONValue) -> String {
        let quotes = (record["quotes"]?.array ?? []).filter { $0["same_as"] == nil }
        guard !quotes.isEmpty else { return "" }
        let entities = Dictionary(
            (record["entities"]?.array ?? []).compactMap { entity in entity["id"]?.string.map { ($0, entity) } },
            uniquingKeysWith: { first, _ in first })
        var lines = [style.bold(Console.printable(record["title"]?.string ?? record["url"]?.string ?? ""))]
        let source = [
            record["site_name"]?.string ?? record["source"]?["feed_title"]?.string,
            record["published"]?.string.map { String($0.prefix(10)) },
        ]
        lines.append(style.dim(Console.printable(source.compactMap { $0 }.joined(separator: ", "))))
        for quote in quotes {
            lines.append("")
            lines.append("  " + speaker(quote, entities))
            lines += wrapped(words(quote)).map { "    " + $0 }
        }
        return lines.joined(separator: "\n") + "\n\n"
    }

    private func speaker(_ quote: JSONValue, _ entities: [String: JSONValue]) -> String {
        guard let speaker = quote["speaker"], let name = speaker["name"]?.string else { return style.dim("(nobody named)") }
        let entity = speaker["entity"]?.string.flatMap { entities[$0] }
        let credentials = (entity?["credentials"]?.array ?? []).compactMap(\.string)
        var about = (entity?["roles"]?.array ?? []).compactMap(\.string).prefix(2).joined(separator: ", ")
        if let affiliation = entity?["affiliation"]?.string { about += about.isEmpty ? affiliation : " · " + affiliation }
        let full = ([name] + credentials).joined(separator: ", ")
        return style.cyan(Console.printable(full)) + (about.isEmpty ? "" : style.dim(Console.printable(" — " + about)))
    }

    private func words(_ quote: JSONValue) -> String {
        let text = Console.printable(quote["text"]?.string ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
        return quote["kind"]?.string == "direct" ? "“\(text)”" : text
    }

    private func wrapped(_ text: String) -> [String] {
        let width = max(40, min(Console.width, 100) - 6)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + word.count >= width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
