import DataStore
package import Identity
package import Primitives

/// What reports errors under a key of its own: a service of the team's, the node itself, or its page.
package struct ErrorProject: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
        /// One that the team made.
        case service
        /// What this node reports of itself; in the home workspace alone.
        case node
        /// What its web page reports; in the home workspace alone.
        case page
    }

    package let id: ErrorProjectID
    package let workspaceID: ID<Workspace>
    package let kind: Kind
    package var name: String
    /// 32 hexadecimal digits. No secret: it stands in every page and program that reports.
    package var publicKey: String
    /// Errors that are taken in a minute.
    package var budgetPerMinute: Int
    /// Whether the IP addresses of users are kept.
    package var keepsAddresses: Bool
    package var version: Int64
    let createdAt: Timestamp
    var updatedAt: Timestamp

    /// Where an SDK reports to, on a node that is at `url`.
    package func dsn(at url: String) -> String {
        let parts = url.split(separator: "://", maxSplits: 1)
        guard parts.count == 2 else { return "" }
        return "\(parts[0])://\(publicKey)@\(parts[1].hasSuffix("/") ? parts[1].dropLast() : parts[1])/\(id)"
    }

    /// Hexadecimal, because SDKs refuse keys with dashes.
    static func newKey() -> String { Hex.encode(Secret.random(byteCount: 16).revealedBytes) }
}
