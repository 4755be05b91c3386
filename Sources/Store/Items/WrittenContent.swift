/// What an item's record was made of: the fingerprint of the content, and whether the item's page or its feed gave it.
public struct WrittenContent: Sendable, Hashable {
    /// 16 bytes, as `Fingerprints.content` gives them.
    public var fingerprint: [UInt8]
    public var isPage: Bool

    public init(_ fingerprint: [UInt8], isPage: Bool) {
        self.fingerprint = fingerprint
        self.isPage = isPage
    }

    /// Reads what ``bytes`` gives.
    init(bytes: [UInt8]) {
        fingerprint = Array(bytes.prefix(16))
        isPage = bytes.count == 17 && bytes[16] == 1
    }

    /// As it is stored: behind the fingerprint stands 1 for the page, 0 for the feed.
    var bytes: [UInt8] { fingerprint + [isPage ? 1 : 0] }
}
