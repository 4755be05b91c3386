import Markup

/// Finds the feeds that a web page advertises.
public enum FeedDiscovery {
    /// One advertised feed.
    public struct Link: Sendable, Hashable {
        /// Absolute where the page's address is known.
        public var url: String
        public var title: String?
        /// A media type.
        public var type: String?

        public init(url: String, title: String? = nil, type: String? = nil) {
            self.url = url
            self.title = title
            self.type = type
        }
    }

    /// The feeds a page advertises by `<link rel="alternate">` with a feed's media type, in the page's order.
    ///
    /// - Parameters:
    ///   - page: the page's bytes.
    ///   - contentType: the Content-Type header's value, for its charset.
    ///   - url: the page's address.
    public static func feeds(inPage page: [UInt8], contentType: String? = nil, url: String?) -> [Link] {
        let (utf8, _) = Charset.decode(page, contentType: contentType, kind: .html)
        return feeds(inUTF8: utf8, url: url)
    }

    static func feeds(inUTF8 page: [UInt8], url: String?) -> [Link] {
        []
    }
}
