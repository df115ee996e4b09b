import Glibc
import Primitives

/// What is counted as one remote: an IPv4 address, or an IPv6 network of 64 bits, which is what one subscriber gets (RFC 6177 §2).
package struct RemoteSubject: Hashable, Sendable {
    /// Longer than any address; bounds what an odd text costs.
    private static let textLimit = 64

    package let text: String

    package init(_ address: String) {
        text = Self.network(of: address) ?? address.lowercased().prefix(utf8: Self.textLimit)
    }

    /// `nil` unless `address` is a literal of version 6.
    private static func network(of address: String) -> String? {
        var parsed = in6_addr()
        guard inet_pton(AF_INET6, address, &parsed) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: parsed) { Array($0) }
        // IPv4-mapped (RFC 4291 §2.5.5.2): the same remote as its plain form.
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return bytes[12...].map { "\($0)" }.joined(separator: ".")
        }
        return stride(from: 0, to: 8, by: 2)
            .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }.joined(separator: ":") + "::/64"
    }
}
