import Glibc

/// An IPv4 or IPv6 address by its bytes: odd spellings ("0x7f.1", "::ffff:7f00:1") can't hide what it is.
package struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
    /// Four or sixteen, in network order.
    package let bytes: [UInt8]

    /// Only the standard spellings; the others (octal, hexadecimal, short) come out of the resolver in bytes.
    package init?(_ text: String) {
        guard text.utf8.count <= 45 else { return nil }
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: &six) { Array($0) }
        } else {
            return nil
        }
    }

    /// `nil` for an address family that is neither.
    init?(_ address: UnsafePointer<sockaddr>) {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            bytes = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin_addr) { Array($0) }
            }
        case AF_INET6:
            bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin6_addr) { Array($0) }
            }
        default: return nil
        }
    }

    private init(bytes: ArraySlice<UInt8>) {
        self.bytes = Array(bytes)
    }

    package var isIPv6: Bool { bytes.count == 16 }

    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        _ = bytes.withUnsafeBytes { inet_ntop(isIPv6 ? AF_INET6 : AF_INET, $0.baseAddress, &text, socklen_t(text.count)) }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What kind of network it leads to (IANA special-purpose registries; RFC 6890 and its updates).
    package var kind: Kind {
        if Self.metadata.contains(self) { return .metadata }
        return isIPv6 ? kindOfIPv6 : kindOfIPv4
    }

    package enum Kind: Sendable {
        /// Reachable by anybody.
        case global
        case loopback
        /// RFC 1918, carrier-grade NAT, unique local: somebody's own network.
        case local
        /// Where cloud machines hand out their credentials.
        case metadata
        /// Link-local, multicast, unspecified, documentation, reserved: no web site lives there.
        case special
    }

    /// Cloud metadata services that stand outside the link-local range too.
    private static let metadata: Set<NetworkAddress> = Set(
        ["169.254.169.254", "fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16", "192.0.0.192"].compactMap(
            NetworkAddress.init))

    private var kindOfIPv4: Kind {
        let (first, second, third) = (bytes[0], bytes[1], bytes[2])
        switch first {
        case 127: return .loopback
        case 10: return .local
        case 100 where second & 0xC0 == 64: return .local
        case 172 where second & 0xF0 == 16: return .local
        case 192 where second == 168: return .local
        case 0, 224...255: return .special
        case 169 where second == 254: return .special
        case 192 where second == 0 && (third == 0 || third == 2): return .special
        case 192 where second == 88 && third == 99: return .special
        case 198 where second & 0xFE == 18: return .special
        case 198 where second == 51 && third == 100: return .special
        case 203 where second == 0 && third == 113: return .special
        default: return .global
        }
    }

    private var kindOfIPv6: Kind {
        let zeros = bytes.prefix { $0 == 0 }.count
        if zeros == 15, bytes[15] == 1 { return .loopback }
        // IPv4-mapped, NAT64 (RFC 6052) and 6to4 reach an IPv4 host: that host decides.
        if zeros == 10, bytes[10] == 0xFF, bytes[11] == 0xFF { return NetworkAddress(bytes: bytes[12...]).kind }
        if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) { return NetworkAddress(bytes: bytes[12...]).kind }
        if bytes.starts(with: [0x20, 0x02]) { return NetworkAddress(bytes: bytes[2..<6]).kind }
        if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01]) { return .local }  // RFC 8215
        if bytes[0] & 0xFE == 0xFC { return .local }
        if bytes[0] == 0xFE, bytes[1] & 0xC0 == 0xC0 { return .local }  // site-local, deprecated by RFC 3879
        guard bytes[0] & 0xE0 == 0x20 else { return .special }
        // 2001::/23 holds Teredo, benchmarking and ORCHID; the next two are documentation.
        if bytes[0] == 0x20, bytes[1] == 0x01, bytes[2] < 2 { return .special }
        if bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8]) { return .special }
        if bytes[0] == 0x3F, bytes[1] == 0xFF, bytes[2] & 0xF0 == 0 { return .special }
        return .global
    }
}
