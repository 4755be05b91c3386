@testable import Feeds

/// Reads a feed from a string, as a test writes it.
func feed(
    _ text: String, contentType: String? = nil, url: String? = nil, limits: FeedLimits = .default
) throws -> Feed {
    try FeedParser.parse(Array(text.utf8), contentType: contentType, url: url, limits: limits)
}

/// An RSS 2.0 channel around some elements.
func rss(_ body: String, attributes: String = "") -> String {
    "<?xml version=\"1.0\"?><rss version=\"2.0\" \(attributes)><channel><title>Lakeside Gazette</title>\(body)</channel></rss>"
}

/// An Atom 1.0 feed around some elements.
func atom(_ body: String, attributes: String = "") -> String {
    "<feed xmlns=\"http://www.w3.org/2005/Atom\" \(attributes)><title>Lakeside Gazette</title>\(body)</feed>"
}
