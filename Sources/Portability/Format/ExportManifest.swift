import DataStore
import FoundationEssentials
package import Primitives

/// What an export holds: the last thing that is written, and with it the export is there.
package struct ExportManifest: Sendable, Codable {
    package static let name = "manifest.json"
    static let kind = "uprising workspace"
    static let currentFormat = 1

    /// A file of rows, or one that says something of them.
    package struct File: Sendable, Codable {
        package let name: String
        package let byteCount: Int64
        package let sha256: String
        /// Of a file of rows.
        package let lines: Int64?
    }

    let kind: String
    package let format: Int
    package let createdAt: Timestamp
    /// The version of the program that made it.
    package let product: String
    /// The migrations of the node that it comes from.
    let schema: [SchemaStep]
    package let workspaceId: String
    package let workspace: String
    /// Whether texts that name people are made up.
    package let isMasked: Bool
    /// In the order in which they are read.
    package let files: [File]
    /// The stored files under `files/`, whose names are their hashes.
    package let storedFileCount: Int
    package let storedByteCount: Int64

    init(
        createdAt: Timestamp, product: String, schema: [SchemaStep], workspaceId: String, workspace: String, isMasked: Bool, files: [File],
        storedFileCount: Int, storedByteCount: Int64
    ) {
        kind = Self.kind
        format = Self.currentFormat
        self.createdAt = createdAt
        self.product = product
        self.schema = schema
        self.workspaceId = workspaceId
        self.workspace = workspace
        self.isMasked = isMasked
        self.files = files
        self.storedFileCount = storedFileCount
        self.storedByteCount = storedByteCount
    }
}

extension ExportManifest {
    /// - Throws: what the decoder says.
    init(text: [UInt8]) throws { self = try JSONDecoder().decode(ExportManifest.self, from: Data(text)) }

    func text() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}
