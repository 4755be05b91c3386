/// A manual page in the man macros (man(7)).
struct Roff {
    private(set) var text: String

    init(title: String, section: Int, source: String, manual: String) {
        text = ".\\\" Made by onrecord from its table of options; do not edit.\n"
        text += ".TH \(title) \(section) \"\" \"\(source)\" \"\(manual)\"\n"
    }

    mutating func section(_ heading: String) { text += ".SH \(Self.escaped(heading.uppercased()))\n" }

    mutating func subsection(_ heading: String) { text += ".SS \(Self.escaped(heading))\n" }

    /// Running text; a blank line parts paragraphs, and lines that begin with two blanks are set as they are.
    mutating func prose(_ prose: String) {
        for paragraph in prose.split(separator: "\n\n") {
            if paragraph.hasPrefix("  ") {
                text += ".PP\n.nf\n.RS 4\n"
                for line in paragraph.split(separator: "\n") { text += Self.line(String(line.drop { $0 == " " })) }
                text += ".RE\n.fi\n"
            } else {
                text += ".PP\n"
                for line in paragraph.split(separator: "\n") { text += Self.line(String(line)) }
            }
        }
    }

    /// A term, set bold, and what there is to say of it.
    mutating func entry(_ term: String, _ prose: String) {
        text += ".TP\n.B " + Self.escaped(term) + "\n" + Self.line(prose)
    }

    mutating func synopsis(_ command: String, _ rest: String) {
        text += ".PP\n.B " + Self.escaped(command) + "\n" + (rest.isEmpty ? "" : Self.line(rest))
    }

    private static func line(_ text: String) -> String {
        let escaped = escaped(text)
        // A point or a straight mark at the beginning of a line would be a request.
        return (escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" : "") + escaped + "\n"
    }

    /// Backslashes and hyphens as they are typed (a bare `-` may be set as a dash), quotation marks as they are.
    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("'", with: "\\(aq").replacing("…", with: "...")
            .replacing("“", with: "\\(lq").replacing("”", with: "\\(rq")
    }
}
