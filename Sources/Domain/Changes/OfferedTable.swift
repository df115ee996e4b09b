package import Identity
package import Realtime

/// A table whose row changes can be heard, and what it takes to read it.
///
/// People, members, sessions, tokens, keys and the audit log are none: the tables of a product's nouns are.
package struct OfferedTable: Sendable {
    package let table: ChangeTable
    package let permission: Permission

    package static let all = [
        OfferedTable(table: Lead.changes.table, permission: .leadsRead),
        OfferedTable(table: Dossier.changes.table, permission: .leadsRead),
        OfferedTable(table: Contact.changes.table, permission: .leadsRead),
        OfferedTable(table: Note.changes.table, permission: .leadsRead),
        OfferedTable(table: Project.changes.table, permission: .leadsRead),
        OfferedTable(table: Message.changes.table, permission: .chatRead),
    ]

    /// Those that `principal` may read.
    package static func readable(by principal: Principal) -> [ChangeTable] {
        all.filter { principal.may($0.permission) }.map(\.table)
    }

    /// The table as a section of the page about all of them.
    package var markdown: String {
        let rows = table.columns.map { column in
            "| `\(column.name)` | \(column.type.rawValue) |\(column.name == table.primaryKeyName ? " primary key |" : " |")\n"
        }
        return """
            ## `\(table.name)`

            Read with `\(permission.rawValue)`.

            | column | type | |
            |---|---|---|
            \(rows.joined())
            """
    }
}
