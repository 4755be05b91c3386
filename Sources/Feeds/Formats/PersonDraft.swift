import Markup

/// A person while read: child elements (Atom), or one text that holds name and address (RSS).
struct PersonDraft {
    /// Whether it is the podcast's owner, who counts only where no author is named.
    var isOwner: Bool
    var isContributor: Bool
    /// Whether it is an author of the feed that an entry was taken from.
    var isOfSource: Bool
    var person = Feed.Person()
    private var text: [UInt8] = []

    init(isOwner: Bool = false, isContributor: Bool = false, isOfSource: Bool = false) {
        (self.isOwner, self.isContributor, self.isOfSource) = (isOwner, isContributor, isOfSource)
    }

    mutating func append(_ scanner: XMLScanner, isSection: Bool) {
        guard text.count < 2048 else { return }
        let range = scanner.content.lowerBound..<min(scanner.content.upperBound, scanner.content.lowerBound + 2048)
        if isSection {
            text.append(contentsOf: UnsafeBufferPointer(rebasing: scanner.bytes[range]))
        } else {
            scanner.append(range, to: &text)
        }
    }

    /// The person as far as it has been named.
    var finished: Feed.Person {
        guard person.isEmpty else { return person }
        return Self.parsed(String(decoding: PlainText.collapsed(CharacterReferences.decode(text)), as: UTF8.self))
    }

    /// Name and address out of one text: `ann@lakeside.example (Ann Lee)`, `Ann Lee <ann@lakeside.example>`, `Ann Lee (ann@…)`.
    static func parsed(_ text: String) -> Feed.Person {
        guard !text.isEmpty else { return Feed.Person() }
        guard text.utf8.contains(UInt8(ascii: "@")) else { return Feed.Person(name: withoutEmptyBrackets(text)) }
        let words = text.split { " \t()<>[],;\"".contains($0) }
        guard let address = words.first(where: isAddress) else { return Feed.Person(name: text) }
        var email = String(address)
        if email.hasPrefix("mailto:") { email = String(email.dropFirst(7)) }
        guard let range = text.firstRange(of: address) else { return Feed.Person(name: text) }
        var rest = text
        rest.removeSubrange(range)
        let name = String(rest.filter { !"()<>[]\"".contains($0) }).trimmingEdges
        return Feed.Person(name: name.nonEmpty, email: email)
    }

    private static func isAddress(_ word: Substring) -> Bool {
        let parts = word.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
    }

    private static func withoutEmptyBrackets(_ text: String) -> String? {
        let name = text.hasSuffix("()") ? String(text.dropLast(2)) : text
        return name.trimmed.nonEmpty
    }
}

extension String {
    fileprivate var trimmingEdges: String {
        var text = self[...]
        while let first = text.first, " ,;-".contains(first) { text.removeFirst() }
        while let last = text.last, " ,;-".contains(last) { text.removeLast() }
        return String(text)
    }
}
