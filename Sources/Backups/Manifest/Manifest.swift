import DataStore
package import Primitives

/// What one backup holds, and all that is needed to know whether it can be restored here.
package struct Manifest: Sendable, Codable {
    let format: Int
    package let createdAt: Timestamp
    private let nameText: String
    /// The version of the program that made it.
    package let product: String
    package let profile: String
    package let epoch: String
    /// The migrations that the database has behind it.
    let schema: [SchemaStep]
    let database: StoredStream
    /// The rows of every table.
    package let rowCounts: [String: Int64]
    /// The files, a line each.
    let fileList: StoredStream
    package let fileCount: Int
    package let fileByteCount: Int64
    /// Those that were damaged or gone when the backup was made.
    package let missingFileCount: Int
    /// The root secret of a node that keeps it in its data folder.
    let secret: StoredStream?
    /// By which the root secret of the node is known again, wherever that is kept.
    package let secretMark: String

    package var databaseByteCount: Int64 { database.byteCount }
    package var name: BackupName { BackupName(nameText) ?? BackupName(at: createdAt) }

    init(
        name: BackupName, node: BackedNode, epoch: String, schema: [SchemaStep], database: StoredStream, rowCounts: [String: Int64],
        fileList: StoredStream, fileCount: Int, fileByteCount: Int64, missingFileCount: Int, secret: StoredStream?
    ) {
        format = VaultHeader.format
        createdAt = name.createdAt
        nameText = name.description
        product = node.product
        profile = node.profile
        self.epoch = epoch
        self.schema = schema
        self.database = database
        self.rowCounts = rowCounts
        self.fileList = fileList
        self.fileCount = fileCount
        self.fileByteCount = fileByteCount
        self.missingFileCount = missingFileCount
        self.secret = secret
        secretMark = node.secretMark
    }

    /// - Throws: ``BackupError`` `unknown` when this program could not open the database.
    func requireKnown(_ migrations: [Migration]) throws {
        let known = Set(migrations.map { SchemaStep($0) })
        if let step = schema.first(where: { !known.contains($0) }) {
            throw BackupError(
                .unknown,
                "The backup \(name) has the migration \(step.name), which this program does not know. Restore it with "
                    + "version \(product).")
        }
    }
}
