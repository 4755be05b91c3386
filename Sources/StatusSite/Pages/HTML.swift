/// A piece of HTML. What is put into its literal as text is escaped, so that nothing from outside becomes markup.
///
/// ```swift
/// let row: HTML = "<td title=\"\(feed.url)\">\(feed.title)</td>"
/// ```
/// Attribute values stand in double quotation marks.
struct HTML: Sendable, ExpressibleByStringInterpolation {
    private(set) var text: String

    init(stringLiteral text: String) { self.text = text }

    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    init() { text = "" }

    static func += (left: inout HTML, right: HTML) { left.text += right.text }

    /// What stands between the pieces of a literal.
    struct StringInterpolation: StringInterpolationProtocol {
        var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + interpolationCount * 32) }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ html: HTML) { text += html.text }

        mutating func appendInterpolation(_ html: HTML?) { text += html?.text ?? "" }

        mutating func appendInterpolation(_ string: some StringProtocol) { text += HTML.escape(String(string)) }

        mutating func appendInterpolation(_ number: Int) { text += String(number) }

        mutating func appendInterpolation(_ number: Int64) { text += String(number) }
    }

    /// Text as it may stand in content and in quoted attributes; control characters become blanks.
    static func escape(_ text: String) -> String {
        func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0..<0x20, 0x7F, 0xC2, 0xE2:
                false
            default: true
            }
        }
        guard !text.utf8.allSatisfy(isPlain) else { return text }
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): escaped += " "
            // Marks that turn the direction of text would reach beyond their own.
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": continue
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension Sequence<HTML> {
    func joined(_ separator: String = "") -> HTML { HTML(stringLiteral: map(\.text).joined(separator: separator)) }
}
