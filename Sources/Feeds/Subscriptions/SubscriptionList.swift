import Markup

/// A plain list of feeds: one address a line, tags behind it, `#` before a remark.
///
/// ```
/// # the harbour
/// https://lakeside.example/rss harbour shipping
/// ```
public enum SubscriptionList {
    /// A list with the lines that could not be read.
    public struct Reading: Sendable, Hashable {
        public var subscriptions: [Subscription] = []
        /// Line numbers, from 1, with what stands there instead of an address.
        public var problems: [Problem] = []
    }

    /// A line that holds no address.
    public struct Problem: Sendable, Hashable {
        public var line: Int
        public var text: String
    }

    /// Reads a list.
    ///
    /// - Parameter bytes: text in UTF-8, or whatever ``Charset`` makes of it.
    public static func parse(_ bytes: [UInt8]) -> Reading {
        var reading = Reading()
        let (utf8, _) = Charset.decode(bytes, contentType: nil, kind: .text)
        let lines = utf8.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }
        var number = 0
        for (position, bytes) in lines.enumerated() {
            // A line feed behind a carriage return ends the same line.
            let isPair = position > 0 && bytes.startIndex >= 2 && utf8[bytes.startIndex - 1] == 0x0A && utf8[bytes.startIndex - 2] == 0x0D
            if !isPair { number += 1 }
            let line = String(decoding: bytes, as: UTF8.self).trimmed
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard let address = words.first.map(String.init), WebAddress(address).isFetchable else {
                reading.problems.append(Problem(line: number, text: String(line.prefix(100))))
                continue
            }
            let tags = words.dropFirst().prefix { !$0.hasPrefix("#") }.map { String($0.filter { $0 != "\"" && $0 != "," }) }
            reading.subscriptions.append(Subscription(url: Subscription.address(address), tags: tags.filter { !$0.isEmpty }))
        }
        return reading
    }
}
