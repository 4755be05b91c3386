/// Which addresses may be connected to: the public Internet, and such networks as the operator names.
///
/// Addresses in feeds and pages come from strangers. Without this, a link or a redirect could make the daemon ask the
/// machine's own services, the router, or a cloud's metadata service, and publish what they answer.
public struct AddressGuard: Sendable, Hashable {
    /// Networks that are allowed although they are not public.
    public var allowed: [NetworkRange]

    public init(allowing allowed: [NetworkRange] = []) {
        self.allowed = allowed
    }

    /// Whether a connection to the address may be opened.
    public func allows(_ address: IPAddress) -> Bool {
        if allowed.contains(where: { $0.contains(address) }) { return true }
        guard let embedded = address.embeddedIPv4 else { return Self.isPublic(address) }
        // The packets may end at the embedded address, so that is the one to judge.
        return allowed.contains { $0.contains(embedded) } || Self.isPublic(embedded)
    }

    /// Whether the address is of the global unicast Internet, by the special-purpose registries of IANA (RFC 6890).
    static func isPublic(_ address: IPAddress) -> Bool {
        if address.isIPv4 { return !reservedIPv4.contains { $0.contains(address) } }
        return globalIPv6.contains { $0.contains(address) } && !reservedIPv6.contains { $0.contains(address) }
    }

    private static let reservedIPv4 = ranges([
        "0.0.0.0/8",  // this network
        "10.0.0.0/8",  // private
        "100.64.0.0/10",  // carrier-grade NAT; Alibaba's metadata service is in it
        "127.0.0.0/8",  // loopback
        "168.63.129.16/32",  // Azure's host service, reachable from inside its machines only
        "169.254.0.0/16",  // link-local, with most clouds' metadata services
        "172.16.0.0/12",  // private
        "192.0.0.0/24",  // protocol assignments
        "192.0.2.0/24",  // documentation
        "192.88.99.0/24",  // former 6to4 relays
        "192.168.0.0/16",  // private
        "198.18.0.0/15",  // benchmarks
        "198.51.100.0/24",  // documentation
        "203.0.113.0/24",  // documentation
        "224.0.0.0/4",  // multicast
        "240.0.0.0/4",  // reserved, and broadcast
    ])

    private static let globalIPv6 = ranges(["2000::/3"])

    private static let reservedIPv6 = ranges([
        "2001::/23",  // protocol assignments, with Teredo
        "2001:db8::/32",  // documentation
        "3fff::/20",  // documentation
    ])

    private static func ranges(_ texts: [String]) -> [NetworkRange] { texts.compactMap { NetworkRange($0) } }
}
