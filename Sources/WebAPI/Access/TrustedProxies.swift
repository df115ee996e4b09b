import HTTPServing
import HTTPTypes
import NIOCore
import Primitives

/// The reverse proxies whose word for a client's address is taken.
///
/// Limits count by address. Behind a proxy every request comes from the proxy's own, and one guesser would use up everybody's budget;
/// but a header that anyone may send would let the guesser choose a new address each time.
package struct TrustedProxies: Hashable, Sendable {
    /// Far more than a chain of proxies has.
    private static let hopLimit = 16
    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")

    private let addresses: Set<String>

    /// A proxy on the same machine, as `deploy` sets it up.
    package static let loopback = TrustedProxies(addresses: ["127.0.0.1", "::1"])
    package static let none = TrustedProxies(addresses: [])

    private init(addresses: Set<String>) {
        self.addresses = addresses
    }

    /// Parses `loopback`, `none`, or IP addresses with commas between them.
    package init?(_ text: String) {
        switch text {
        case "loopback": self = .loopback
        case "none": self = .none
        default:
            let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmingSpaces() }
            guard !parts.isEmpty, parts.allSatisfy(Self.isAddress) else { return nil }
            self.init(addresses: Set(parts))
        }
    }

    /// The address of whoever made the request: the last one in `X-Forwarded-For` that no trusted proxy wrote as its own.
    func client(of request: HTTPRequest, from record: RequestRecord) -> String? {
        guard var address = record.remoteAddress?.ipAddress else { return nil }
        guard addresses.contains(address), let field = Self.forwardedFor, let header = request.headerFields[field] else {
            return address
        }
        for hop in header.split(separator: ",").suffix(Self.hopLimit).reversed() {
            let hop = String(hop).trimmingSpaces()
            guard addresses.contains(address), Self.isAddress(hop) else { break }
            address = hop
        }
        return address
    }

    private static func isAddress(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 45 && text.utf8.allSatisfy { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") || isHex($0) }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
    }
}
