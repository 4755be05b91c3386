/// What had to be mended in a document, or left out of it because of a limit.
///
/// A set: documents that are wrong in one way are so thousands of times.
struct FeedRemarks {
    /// One kind of remark.
    enum Kind: UInt8, CaseIterable {
        // What was mended.
        case illFormed, openElement, openElements, openSection, strayEnd, nestedItem, brokenItem
        // What was left out.
        case items, depth, text, attributes, entries, links, bases, languages, namespaces
    }

    private var bits: UInt32 = 0

    mutating func note(_ kind: Kind) { bits |= 1 << UInt32(kind.rawValue) }

    /// What was mended, in words.
    var repairs: [String] {
        texts { kind in
            switch kind {
            case .illFormed: "the document is not well-formed"
            case .openElement: "an element was never closed"
            case .openElements: "elements were never closed"
            case .openSection: "a section was never closed"
            case .strayEnd: "an end tag without a start tag"
            case .nestedItem: "an item within an item"
            case .brokenItem: "an item that can't be read"
            default: nil
            }
        }
    }

    /// The limits that the document went beyond, in words.
    func excesses(_ limits: FeedLimits) -> [String] {
        texts { kind in
            switch kind {
            case .items: "more items than \(limits.items)"
            case .depth: "more than \(limits.depth) elements within each other"
            case .text: "a text longer than \(limits.textBytes) bytes"
            case .attributes: "attributes or entities longer than the limits"
            case .entries: "more than \(limits.entries) authors, categories or enclosures of one item"
            case .links: "more than \(limits.linkBytes) bytes to make links absolute"
            case .bases: "a base address longer than \(FeedLimits.baseBytes) bytes"
            case .languages: "a language tag longer than \(FeedLimits.languageBytes) bytes"
            case .namespaces: "more than \(FeedLimits.namespaces) namespaces at once"
            default: nil
            }
        }
    }

    private func texts(_ text: (Kind) -> String?) -> [String] {
        Kind.allCases.filter { bits & 1 << UInt32($0.rawValue) != 0 }.compactMap(text)
    }
}
