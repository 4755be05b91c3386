/// What publishers reserve for themselves, as they tell programs.
///
/// Sources: the robots meta element and the `X-Robots-Tag` header field with its words `noarchive`, `nosnippet`, `noai` and
/// `noimageai`; `tdm-reservation` of the TDM Reservation Protocol (W3C community group), in a header field or a meta element.
public enum Reservations {
    private static let words: Set<Substring> = ["noarchive", "nosnippet", "noai", "noimageai"]
    /// What a text is left out of the record for, where the settings obey.
    private static let ofText: Set<String> = ["noarchive", "nosnippet", "noai", "tdm-reservation"]

    /// Whether they speak against keeping the text.
    public static func withholdText(_ reservations: [String]) -> Bool { reservations.contains { ofText.contains($0) } }

    /// Reads reservations, each once, in the order given.
    ///
    /// - Parameters:
    ///   - robots: values of robots meta elements and `X-Robots-Tag` fields. A field that names another program ("otherbot: noarchive")
    ///     does not count.
    ///   - textAndDataMining: values of `tdm-reservation`.
    public static func read(robots: [String], textAndDataMining: [String]) -> [String] {
        var found: [String] = []
        for value in robots {
            var directives = value.lowercased()[...]
            // "googlebot: noarchive" is for that program alone; "max-snippet: 20" is no name.
            if let colon = directives.firstIndex(of: ":"), !directives[..<colon].contains(","), !directives[..<colon].hasPrefix("max-"),
                !directives[..<colon].contains("unavailable")
            {
                guard String(directives[..<colon]).trimmed == "onrecord" else { continue }
                directives = directives[directives.index(after: colon)...]
            }
            for word in directives.split(whereSeparator: { $0 == "," || $0 == " " })
            where words.contains(word) && !found.contains(String(word)) {
                found.append(String(word))
            }
        }
        if textAndDataMining.contains(where: { $0.trimmed == "1" }) { found.append("tdm-reservation") }
        return found
    }
}
