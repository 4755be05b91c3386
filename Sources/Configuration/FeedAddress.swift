/// What may stand for a feed.
public enum FeedAddress {
    /// The web address that a text in the scheme of feed readers stands for: `feed:https://…`, `feed://…`; others as they are.
    public static func webAddress(_ text: String) -> String {
        let lower = text.lowercased()
        if lower.hasPrefix("feed://") { return "https://" + text.dropFirst("feed://".count) }
        return ["feed:http://", "feed:https://"].contains { lower.hasPrefix($0) } ? String(text.dropFirst("feed:".count)) : text
    }

    /// Whether a text is an http or https address with a host.
    public static func isFeedAddress(_ text: String) -> Bool {
        let lower = text.lowercased()
        for scheme in ["http://", "https://"] where lower.hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            return !host.isEmpty && !text.contains { $0.isWhitespace || $0.isNewline }
        }
        return false
    }
}

/// What may stand in a header field (RFC 9110 section 5).
enum HeaderField {
    static func isValid(name: String, value: String) -> Bool {
        let marks = Set("!#$%&'*+-.^_`|~".utf8)
        let isToken =
            !name.isEmpty
            && name.utf8.allSatisfy {
                marks.contains($0) || ($0 < 128 && Character(Unicode.Scalar($0)).isLetter) || (0x30...0x39).contains($0)
            }
        return isToken && value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
    }
}
