/// A range of addresses in CIDR notation (RFC 4632): `10.0.0.0/8`, `fd00::/8`, or one bare address.
public struct NetworkRange: Sendable, Hashable, CustomStringConvertible {
    /// The range's first address: bits beyond the prefix are zero.
    public let base: IPAddress
    /// How many leading bits all addresses of the range share.
    public let prefixLength: Int

    /// - Parameter text: `ADDRESS/BITS` or `ADDRESS`. `nil` where the address or the number of bits can't be.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(first) else { return nil }
        var prefixLength = address.bytes.count * 8
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let bits = Int(parts[1]),
                bits <= prefixLength
            else { return nil }
            prefixLength = bits
        }
        self.init(address: address, prefixLength: prefixLength)
    }

    private init?(address: IPAddress, prefixLength: Int) {
        var bytes = address.bytes
        for index in bytes.indices {
            let kept = max(0, min(8, prefixLength - index * 8))
            bytes[index] &= UInt8(truncatingIfNeeded: 0xff00 >> kept)
        }
        guard let base = IPAddress(bytes: bytes) else { return nil }
        self.base = base
        self.prefixLength = prefixLength
    }

    /// Whether the address is of the same family and shares the prefix.
    public func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        for index in base.bytes.indices {
            let kept = max(0, min(8, prefixLength - index * 8))
            if kept == 0 { return true }
            if (address.bytes[index] ^ base.bytes[index]) & UInt8(truncatingIfNeeded: 0xff00 >> kept) != 0 { return false }
        }
        return true
    }

    public var description: String { "\(base)/\(prefixLength)" }
}
