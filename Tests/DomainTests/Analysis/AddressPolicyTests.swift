import Testing

@testable import Domain

@Suite struct AddressPolicyTests {
    @Test(arguments: [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "169.254.0.1",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16", "100.100.100.200",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.1.2.3", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::10.0.0.1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::1", "2002:c0a8:101::", "2001::1", "2001:10::1", "2001:db8::1", "3fff::1",
        "fc00::1",
        "fd12:3456::1", "fd00:ec2::254", "fe80::1", "febf::1", "fec0::1", "ff02::1", "100::1", "5f00::1", "4000::1",
    ])
    func `No private, reserved or metadata address passes the public policy`(text: String) throws {
        let address = try #require(NetworkAddress(text))
        #expect(!AddressPolicy.publicOnly.permits(address, port: 80))
    }

    @Test(arguments: [
        "93.184.216.34", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "2606:4700::1111", "2a01:e0a::1",
        "64:ff9b::101:101", "2002:101:101::1", "::ffff:1.1.1.1",
    ])
    func `Public addresses pass on the ports of the Web alone`(text: String) throws {
        let address = try #require(NetworkAddress(text))
        #expect(AddressPolicy.publicOnly.permits(address, port: 443))
        #expect(!AddressPolicy.publicOnly.permits(address, port: 22))
        #expect(!AddressPolicy.publicOnly.permits(address, port: 8_080))
    }

    @Test(arguments: [
        "169.254.169.254", "169.254.1.1", "fe80::1", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "0.0.0.0", "224.0.0.1",
        "::ffff:169.254.169.254", "::",
    ])
    func `Metadata and special addresses are refused by the local profile too`(text: String) throws {
        let address = try #require(NetworkAddress(text))
        #expect(!AddressPolicy.allowPrivate.permits(address, port: 80))
    }

    @Test func `The local profile reads loopback and the office network`() throws {
        for text in ["127.0.0.1", "192.168.1.20", "10.0.0.3", "::1", "fd12::1"] {
            #expect(AddressPolicy.allowPrivate.permits(try #require(NetworkAddress(text)), port: 9_000))
        }
    }

    @Test func `A trusted endpoint is one address on one port`() throws {
        let loopback = try #require(NetworkAddress("127.0.0.1"))
        let policy = AddressPolicy.publicOnly(trusting: [.init(loopback, port: 9_000)])
        #expect(policy.permits(loopback, port: 9_000))
        #expect(!policy.permits(loopback, port: 9_001))
    }

    @Test(arguments: ["127.1", "0x7f000001", "2130706433", "0177.0.0.1", "127.0.0.1 ", "1.2.3.4.5", "[::1]", "fe80::1%eth0", ""])
    func `Odd spellings are no address by themselves`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test(arguments: ["127.1", "0x7f000001", "2130706433", "0177.0.0.1", "localhost"])
    func `What the resolver makes of odd spellings is loopback`(text: String) async throws {
        let found = try await SiteFetcher(policy: .publicOnly).resolver.addresses(text)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.kind == .loopback })
    }
}
