import Crypto
import Primitives

/// One forward step of the schema, run once, in one transaction with all that are pending.
///
/// A released migration is never edited: its checksum is kept with the database, and a node whose text differs refuses to start.
package struct Migration: Sendable {
    /// Unique and stable: the owning module and a number (`jobs/001`).
    package let name: String
    /// Definitions in the words of ``Dialect``.
    ///
    /// A check of a column that every drop writes spells its alternatives out: for `IN` with more than two of them SQLite builds and drops a
    /// temporary tree at each insert.
    package let definition: String

    package init(_ name: String, _ definition: String) {
        self.name = name
        self.definition = definition
    }

    var checksum: String { Hex.encode(SHA256.hash(data: Array(definition.utf8))) }
}
