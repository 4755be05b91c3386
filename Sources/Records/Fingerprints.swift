/// The hashes by which items and their content are known again.
///
/// They are part of what a restart and another machine have to agree on: never change them, add new ones.
public enum Fingerprints {
    /// A record's `id`.
    ///
    /// - Parameters:
    ///   - link: the item's first link, normalised; or `nil` where it has none of its own.
    ///   - feed: the configured address of the feed.
    ///   - itemID: what stands for the item where it has no link: its guid, or its title and date.
    /// - Returns: 16 bytes, the first half of a SHA-256, which the record spells in hexadecimal.
    public static func recordID(link: String?, feed: String, itemID: String) -> [UInt8] {
        let sum = if let link { SHA256.sum(of: "link", link) } else { SHA256.sum(of: "item", feed, itemID) }
        return Array(sum.prefix(16))
    }

    /// What tells whether an article's content has changed: its title and text, however they are spaced.
    ///
    /// It is made of what stands in the record itself, so that it can be made again from the segments.
    public static func content(title: String?, text: String) -> [UInt8] {
        var hash = SHA256()
        hash.update(folded(title ?? ""))
        hash.update([0])
        hash.update(folded(text))
        return Array(hash.sum().prefix(16))
    }

    /// White space as single blanks, so that a page set anew does not count as edited.
    private static func folded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                if bytes.last != 0x20 { bytes.append(0x20) }
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
