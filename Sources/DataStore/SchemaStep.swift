/// A migration that a database has behind it.
package struct SchemaStep: Hashable, Sendable, Codable {
    package let name: String
    package let checksum: String

    package init(name: String, checksum: String) {
        self.name = name
        self.checksum = checksum
    }

    package init(_ migration: Migration) {
        self.init(name: migration.name, checksum: migration.checksum)
    }
}
