package import Primitives

/// What is known of the books of one workspace.
package struct LedgerReport: Codable, Sendable {
    package let workspaceId: String
    package let workspace: String
    /// Where the chain ends, or how far it is whole.
    package let number: Int64
    package let hash: String
    package let at: Timestamp?
    /// Of a check.
    package let entries: Int64?
    /// The first thing that is not as it was posted.
    package let fault: String?
}

/// A part of an export.
package struct LedgerPart: Codable, Sendable {
    package let text: String
    /// Behind which number the next part begins; `nil` after the last.
    package let next: Int64?
}
