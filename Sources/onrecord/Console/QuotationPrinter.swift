import JSONText
import StatusSite

/// Sets a record's quotations as a person wants to read them: who, in full and with role, the words, where.
///
/// Nothing is wider than the terminal, down to twenty columns; a speaker's second quotation in a row does not repeat the name.
struct QuotationPrinter {
    let style: Style
    /// Columns of the terminal.
    var width = Console.width

    private static let narrowest = 20
    private static let widest = 100

    /// - Parameter record: a record as JSON.
    /// - Returns: some lines, or nothing for a record without quotations that are shown.
    func text(_ record: JSONValue) -> String {
        let quotes = (record["quotes"]?.array ?? []).filter(Showing.shows)
        guard !quotes.isEmpty else { return "" }
        let entities = Dictionary(
            (record["entities"]?.array ?? []).compactMap { entity in entity["id"]?.string.map { ($0, entity) } },
            uniquingKeysWith: { first, _ in first })
        var lines = wrapped(record["title"]?.string ?? record["url"]?.string ?? "", indent: 0).map(style.bold)
        let source = [
            record["site_name"]?.string ?? record["source"]?["feed_title"]?.string,
            record["published"]?.string.map { String($0.prefix(10)) },
        ]
        lines += wrapped(source.compactMap { $0 }.joined(separator: ", "), indent: 0).map(style.dim)
        var last: [String]?
        for quote in quotes {
            let speaker = speaker(quote, entities)
            if speaker != last { lines += [""] + speaker }
            last = speaker
            lines += wrapped(words(quote), indent: indent * 2)
        }
        return lines.joined(separator: "\n") + "\n\n"
    }

    /// Half as much on a terminal of few columns.
    private var indent: Int { width < 50 ? 1 : 2 }

    /// Name and credentials, then role and affiliation, on one line where they fit.
    private func speaker(_ quote: JSONValue, _ entities: [String: JSONValue]) -> [String] {
        guard let speaker = quote["speaker"], let name = speaker["name"]?.string else {
            return wrapped("(nobody named)", indent: indent).map(style.dim)
        }
        let entity = speaker["entity"]?.string.flatMap { entities[$0] }
        let credentials = (entity?["credentials"]?.array ?? []).compactMap(\.string)
        var about = (entity?["roles"]?.array ?? []).compactMap(\.string).prefix(2).joined(separator: ", ")
        if let affiliation = entity?["affiliation"]?.string { about += about.isEmpty ? affiliation : " · " + affiliation }
        if let via = quote["via"]?.string { about += about.isEmpty ? "by way of \(via)" : "; by way of \(via)" }
        let full = ([name] + credentials).joined(separator: ", ")
        guard !about.isEmpty else { return wrapped(full, indent: indent).map(style.cyan) }
        if indent + full.columns + 3 + about.columns <= line {
            let margin = String(repeating: " ", count: indent)
            return [margin + style.cyan(Console.oneLine(full)) + style.dim(" — " + Console.oneLine(about))]
        }
        return wrapped(full, indent: indent).map(style.cyan) + wrapped(about, indent: indent).map(style.dim)
    }

    private func words(_ quote: JSONValue) -> String {
        let text = quote["text"]?.string ?? ""
        let words = quote["kind"]?.string == "direct" ? "“\(text)”" : text
        switch quote["modality"]?.string {
        case "denied": return words + " (denied)"
        case "hypothetical": return words + " (supposed)"
        default: return words
        }
    }

    private var line: Int { max(Self.narrowest, min(width, Self.widest)) }

    /// Lines no wider than the terminal; a word that is wider is cut.
    private func wrapped(_ text: String, indent: Int) -> [String] {
        let room = line - indent
        var lines: [String] = []
        var current = ""
        for word in Console.oneLine(text).split(separator: " ") {
            var word = word
            if !current.isEmpty, current.columns + 1 + word.columns > room {
                lines.append(current)
                current = ""
            }
            while word.columns > room {
                // At least one character a line, also where it is wider than the room.
                var part = word.prefix(room)
                while part.columns > room, part.count > 1 { part = part.dropLast() }
                lines.append(String(part))
                word = word.dropFirst(part.count)
            }
            current += current.isEmpty ? String(word) : " " + word
        }
        if !current.isEmpty { lines.append(current) }
        let margin = String(repeating: " ", count: indent)
        return lines.map { margin + $0 }
    }
}
