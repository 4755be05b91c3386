import Testing

@testable import Fetching

@Suite struct AddressGuardTests {
    @Test(arguments: [
        "127.0.0.1", "127.255.255.255", "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "169.254.169.254", "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1", "192.0.0.192", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
        "2002:a00:1::1",
        "2001::1", "2001:db8::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "100::1", "3fff::1", "5f00::1",
    ])
    func `addresses that are not public are refused`(text: String) throws {
        #expect(!AddressGuard().allows(try #require(IPAddress(text))))
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
        "223.255.255.255",
        "2606:4700::1111", "2a00:1450:4001::200e", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1",
    ])
    func `public addresses are allowed`(text: String) throws {
        #expect(AddressGuard().allows(try #require(IPAddress(text))))
    }

    @Test func `networks that are named are allowed, in every form of their addresses, and no others`() throws {
        let guarding = AddressGuard(allowing: [try #require(NetworkRange("10.1.0.0/16")), try #require(NetworkRange("fd12::/16"))])
        #expect(guarding.allows(try #require(IPAddress("10.1.255.1"))))
        #expect(guarding.allows(try #require(IPAddress("::ffff:10.1.0.1"))))
        #expect(guarding.allows(try #require(IPAddress("fd12:3::1"))))
        #expect(!guarding.allows(try #require(IPAddress("10.2.0.1"))))
        #expect(!guarding.allows(try #require(IPAddress("fd13::1"))))
    }

    @Test(arguments: [
        ("10.1.2.3/8", "10.0.0.0/8"), ("192.168.1.130/25", "192.168.1.128/25"), ("1.2.3.4", "1.2.3.4/32"), ("0.0.0.0/0", "0.0.0.0/0"),
        ("fd00::1/7", "fc00::/7"),
        ("::1", "::1/128"),
    ])
    func `ranges are read with stray bits cleared`(text: String, expected: String) {
        #expect(NetworkRange(text)?.description == expected)
    }

    @Test(arguments: [
        "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "10.0.0.0/8/8", "::/129", "example.org", "10.0.0.0/+8",
        "10.0.0.0/99999999999999999999",
    ])
    func `what is no range is refused`(text: String) {
        #expect(NetworkRange(text) == nil)
    }

    @Test func `a range of all addresses holds its own family only`() throws {
        let all = try #require(NetworkRange("0.0.0.0/0"))
        #expect(all.contains(try #require(IPAddress("200.1.1.1"))))
        #expect(!all.contains(try #require(IPAddress("::1"))))
    }
}
