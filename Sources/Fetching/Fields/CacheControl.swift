/// What a `Cache-Control` header says that matters to one who asks again (RFC 9111 §5.2.2).
public struct CacheControl: Sendable, Hashable {
    /// Seconds that the answer stays fresh; at most a year.
    public var maxAge: Int?
    public var noCache = false
    public var noStore = false

    public init() {}

    /// Reads the directives; unknown and unreadable ones are passed over, of twice-given ones the smaller counts.
    public static func parse(_ text: some StringProtocol) -> CacheControl {
        var result = CacheControl()
        for directive in text.prefix(2048).split(separator: ",").prefix(64) {
            let parts = directive.split(separator: "=", maxSplits: 1)
            let name = String(parts.first ?? "").trimmed.lowercased()
            switch name {
            case "max-age": result.maxAge = lesser(result.maxAge, seconds(parts))
            case "no-cache": result.noCache = true
            case "no-store": result.noStore = true
            default: break
            }
        }
        return result
    }

    private static func seconds(_ parts: [some StringProtocol]) -> Int? {
        guard parts.count == 2 else { return nil }
        let digits = parts[1].utf8.filter { $0 != 0x22 && $0 != 0x20 && $0 != 0x09 }
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let year = 365 * 86_400
        return digits.count > 9 ? year : min(year, digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }

    private static func lesser(_ old: Int?, _ new: Int?) -> Int? {
        guard let old, let new else { return new ?? old }
        return min(old, new)
    }
}
