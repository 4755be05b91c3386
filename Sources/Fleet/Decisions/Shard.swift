/// A share of the sites, and with them of the feeds: what a worker owns or does not.
///
/// Which shard a site belongs to is part of what all workers and all their versions agree on: it never changes.
public struct Shard: Sendable, Hashable, Comparable, CustomStringConvertible {
    public static let count = 256
    public static let all = (0..<count).map { Shard(number: UInt8($0)) }

    public var number: UInt8

    public init(number: UInt8) { self.number = number }

    /// The shard of a site.
    ///
    /// - Parameter site: the key of the site, as `Site.key` gives it: a registrable domain or an address.
    public init(site: String) {
        // The upper bits are the well-mixed ones.
        number = UInt8(truncatingIfNeeded: Mix.hash(site.utf8) >> 56)
    }

    /// - Returns: `nil` for anything but a number from 0 to 255.
    public init?(_ text: some StringProtocol) {
        guard let number = UInt8(text), String(number) == text else { return nil }
        self.number = number
    }

    public static func < (left: Shard, right: Shard) -> Bool { left.number < right.number }

    public var description: String { String(number) }
}

/// A hash that is the same on every machine and in every version: FNV-1a, mixed once more (the finish of MurmurHash3).
enum Mix {
    static func hash(_ bytes: some Sequence<UInt8>, seed: UInt64 = 0) -> UInt64 {
        var hash = 0xCBF2_9CE4_8422_2325 ^ finish(seed)
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return finish(hash)
    }

    static func finish(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        value = (value ^ (value >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return value ^ (value >> 33)
    }
}
