import Markup

/// Makes a document's links absolute, as long as what that adds to it stays within a limit.
///
/// A short link takes on the length of its base: without a limit a hundred kilobytes of links under a long base become
/// gigabytes.
struct LinkResolver {
    private var bytesLeft: Int

    init(_ limits: FeedLimits) {
        bytesLeft = limits.linkBytes
    }

    /// Whether links had to be left as they are.
    var isExhausted: Bool { bytesLeft < 0 }

    /// The reference as an absolute address; as it stands without a base, or once the allowance is used up.
    mutating func resolve(_ reference: String, against base: String?) -> String {
        let address = WebAddress.resolve(reference, against: isExhausted ? nil : base)
        bytesLeft -= max(0, address.utf8.count - reference.utf8.count)
        return address
    }

    /// A base for further links, made absolute by the one outside of it; `nil` where it is too long for one.
    static func base(_ reference: String, within outer: String?) -> String? {
        guard reference.utf8.count <= FeedLimits.baseBytes else { return nil }
        let address = WebAddress.resolve(reference, against: outer)
        return address.utf8.count <= FeedLimits.baseBytes ? address : nil
    }
}
