package import DataStore
package import Primitives

/// The people known to the node.
package enum People {
    private static let columns = "id, email, name, created_at"

    /// The one with this id, if there is one.
    package static func find(_ id: ID<Person>, in transaction: some SQLReading) throws -> Person? {
        try transaction.row("SELECT \(columns) FROM person WHERE id = ?", [id]).map(Person.init(row:))
    }

    /// The one with this mailbox, however it is spelled.
    package static func find(_ email: EmailAddress, in transaction: some SQLReading) throws -> Person? {
        try transaction.row("SELECT \(columns) FROM person WHERE email_normalized = ?", [email.normalized]).map(Person.init(row:))
    }

    static func insert(_ person: Person, in transaction: WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO person (id, email, email_normalized, name, created_at) VALUES (?, ?, ?, ?, ?)",
            [person.id, person.email, person.email.normalized, person.name, person.createdAt])
    }
}

extension Person {
    fileprivate init(row: SQLRow) throws {
        id = try row["id"]
        email = try row["email"]
        name = try row["name"]
        createdAt = try row["created_at"]
    }
}
