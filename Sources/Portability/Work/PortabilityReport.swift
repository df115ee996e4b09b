/// What an export or import has moved.
package struct PortabilityReport: Sendable, Codable {
    package let workspace: String
    package let workspaceId: String
    package let isMasked: Bool
    package let rowCount: Int64
    package let storedFileCount: Int
    package let storedByteCount: Int64
    /// Of an import: those who were known here already.
    package let matchedPeople: Int
}
