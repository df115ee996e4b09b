import GRDBSQLite
package import Primitives

/// The database engine.
package enum SQLiteLibrary {
    package static var linked: [LinkedLibrary] { [LinkedLibrary(name: "SQLite", version: String(cString: sqlite3_libversion()))] }
}
