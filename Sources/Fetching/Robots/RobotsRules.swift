/// What a robots.txt says to us (RFC 9309).
public struct RobotsRules: Sendable, Hashable {
    /// The name that groups are looked for by: our product token.
    public static let productToken = "onrecord"
    /// More than this is not read (§2.5: at least 500 kibibytes).
    public static let maximumBytes = 500 << 10

    /// Everything may be fetched.
    public static let allowAll = RobotsRules()
    /// Nothing may be fetched.
    public static let disallowAll = RobotsRules(disallowsAll: true)

    /// One Allow or Disallow line; its pattern lies in `patterns`.
    private struct Rule: Sendable, Hashable {
        var start: UInt32
        var end: UInt32
        var specificity: UInt16
        var allows: Bool
        var isAnchored: Bool
    }

    /// All patterns one behind the other: many sites' files are kept at once.
    private var patterns: [UInt8] = []
    private var rules: [Rule] = []
    private var disallowsAll = false
    /// How long to wait between two requests, where the file says so (no part of the RFC, but widely used); at most a day.
    public private(set) var crawlDelay: Duration?

    private init(disallowsAll: Bool = false) {
        self.disallowsAll = disallowsAll
    }

    /// Reads a robots.txt.
    ///
    /// - Parameters:
    ///   - bytes: the file; beyond `maximumBytes` it is not read.
    ///   - token: our product token, compared without regard to case.
    public init(parsing bytes: [UInt8], token: String = productToken) {
        let token = token.lowercased()
        var own = Group()
        var others = Group()
        /// Which of the two the present group's rules go to, and whether its user-agent lines are still coming.
        var (isOwn, isOthers, isNaming) = (false, false, false)
        var text = bytes.prefix(Self.maximumBytes)
        if text.starts(with: [0xef, 0xbb, 0xbf]) { text = text.dropFirst(3) }
        for line in text.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
            guard let (key, value) = Self.field(line) else { continue }
            switch key {
            case "user-agent", "useragent", "user agent":
                if !isNaming { (isOwn, isOthers, isNaming) = (false, false, true) }
                if value.first == 0x2a {
                    isOthers = true
                    others.isNamed = true
                } else if Self.productToken(of: value) == token {
                    isOwn = true
                    own.isNamed = true
                }
            case "allow", "disallow":
                isNaming = false
                guard isOwn || isOthers, let pattern = RobotsPattern(value) else { continue }
                if isOwn { own.rules.append((pattern, key == "allow")) }
                if isOthers { others.rules.append((pattern, key == "allow")) }
            case "crawl-delay", "crawldelay":
                isNaming = false
                guard let delay = Self.seconds(value) else { continue }
                if isOwn { own.crawlDelay = delay }
                if isOthers { others.crawlDelay = delay }
            default:
                break
            }
        }
        let group = own.isNamed ? own : others
        for (pattern, allows) in group.rules {
            let start = UInt32(patterns.count)
            patterns += pattern.bytes
            rules.append(
                Rule(
                    start: start, end: UInt32(patterns.count), specificity: UInt16(pattern.specificity), allows: allows,
                    isAnchored: pattern.isAnchored))
        }
        crawlDelay = group.crawlDelay
    }

    /// Whether the path may be fetched: the longest matching rule decides, and of two as long the allowing one (§2.2.2).
    ///
    /// - Parameter target: path and query, with the leading slash.
    public func allows(_ target: some StringProtocol) -> Bool {
        if disallowsAll { return false }
        let path = RobotsPath.normal(target.utf8.prefix(4096))
        if path.starts(with: "/robots.txt".utf8), path.count == 11 { return true }
        var budget = 2_000_000
        var (longest, isAllowed) = (-1, true)
        for rule in rules where Int(rule.specificity) >= longest {
            let pattern = patterns[Int(rule.start)..<Int(rule.end)]
            guard let matches = RobotsPattern.matches(pattern, isAnchored: rule.isAnchored, path: path, budget: &budget) else {
                return false
            }
            guard matches else { continue }
            isAllowed = Int(rule.specificity) == longest ? isAllowed || rule.allows : rule.allows
            longest = Int(rule.specificity)
        }
        return isAllowed
    }

    /// About how many bytes of memory the rules take.
    var weight: Int { 200 + patterns.count + rules.count * MemoryLayout<Rule>.stride }

    private struct Group {
        var rules: [(pattern: RobotsPattern, allows: Bool)] = []
        var crawlDelay: Duration?
        var isNamed = false
    }

    private static func field(_ line: ArraySlice<UInt8>) -> (key: String, value: ArraySlice<UInt8>)? {
        let line = line.prefix { $0 != 0x23 }
        guard let colon = line.firstIndex(of: 0x3a), colon - line.startIndex <= 64 else { return nil }
        let key = String(decoding: trimmed(line[..<colon]), as: UTF8.self).lowercased()
        return (key, trimmed(line[(colon + 1)...]))
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop { $0 <= 0x20 }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        return bytes
    }

    /// "Onrecord/1.0 (news)" names the product "onrecord": letters, `_` and `-` make a token (§2.2.1).
    private static func productToken(of value: ArraySlice<UInt8>) -> String {
        let token = value.prefix { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7a || $0 == 0x5f || $0 == 0x2d }
        return String(decoding: token, as: UTF8.self).lowercased()
    }

    private static func seconds(_ value: ArraySlice<UInt8>) -> Duration? {
        let whole = value.prefix { (0x30...0x39).contains($0) }
        guard !whole.isEmpty || value.first == 0x2e else { return nil }
        var milliseconds = whole.count > 6 ? 86_400_000 : whole.reduce(0) { $0 * 10 + Int($1 - 0x30) } * 1000
        if value.dropFirst(whole.count).first == 0x2e {
            let fraction = value.dropFirst(whole.count + 1).prefix(3)
            var scale = 100
            for digit in fraction {
                guard (0x30...0x39).contains(digit) else { break }
                milliseconds += Int(digit - 0x30) * scale
                scale /= 10
            }
        }
        return .milliseconds(min(milliseconds, 86_400_000))
    }
}
