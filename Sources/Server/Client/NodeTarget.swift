import FoundationEssentials
import Primitives

/// The node that is asked: scheme, host and port.
struct NodeTarget: Hashable, Sendable {
    let isSecure: Bool
    /// A name or an IP address, the latter without brackets.
    let host: String
    let port: Int

    /// - Throws: ``Failure`` `invalidRequest` unless it is an http or https address without anything after the port.
    init(_ text: String) throws {
        guard let parts = URLComponents(string: text.trimmingSpaces()), let scheme = parts.scheme?.lowercased(),
            scheme == "http" || scheme == "https", var host = parts.host, !host.isEmpty, parts.path.isEmpty || parts.path == "/",
            parts.user == nil, parts.query == nil, parts.fragment == nil, (1...65_535).contains(parts.port ?? 80)
        else {
            throw Failure(.invalidRequest, "“\(text.singleLine())” is not a node's address. One like http://127.0.0.1:8080 is wanted.")
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        isSecure = scheme == "https"
        self.host = host
        port = parts.port ?? (isSecure ? 443 : 80)
    }

    /// Host and port as they stand in a URL (RFC 3986 §3.2).
    var authority: String {
        let host = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? host : "\(host):\(port)"
    }

    var origin: String { "\(isSecure ? "https" : "http")://\(authority)" }

    /// Whether a token of this machine's node may be sent there.
    var isLoopback: Bool {
        host == "localhost" || host == "::1" || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }

    /// Whether this is the address at which a node's settings say that browsers reach it, where it has to prove itself by a certificate.
    func isPublicAddress(_ address: String?) -> Bool {
        guard isSecure, let address, let other = try? NodeTarget(address) else { return false }
        return other.isSecure && other.port == port && other.host.lowercased() == host.lowercased()
    }

    /// The path and query that a reference in this node's page stands for; `nil` when it leads to another origin.
    func path(of reference: String) -> String? {
        if reference.hasPrefix(origin + "/") { return String(reference.dropFirst(origin.count)) }
        if reference.hasPrefix("//") || reference.isEmpty { return nil }
        if reference.hasPrefix("/") { return reference }
        // A colon before the first slash makes it a scheme (RFC 3986 §4.2).
        let segment = reference.prefix { $0 != "/" }
        return segment.contains(":") ? nil : "/" + (reference.hasPrefix("./") ? String(reference.dropFirst(2)) : reference)
    }
}
