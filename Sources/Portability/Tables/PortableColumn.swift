import DataStore

/// A column of a table that is exported, as the schema declares it.
struct PortableColumn: Sendable {
    /// How a value is written.
    enum Form: String, Sendable {
        case text, integer, number
        /// RFC 3339 with microseconds.
        case moment
        /// `2030-01-31`.
        case day
        /// JSON as it stands.
        case json
        /// Bytes as hexadecimal digits.
        case bytes
    }

    let name: String
    let form: Form
    let isOptional: Bool

    /// The columns of a table, in its order.
    static func list(of table: String, in tx: some SQLReading) throws -> [PortableColumn] {
        // A column of a key without a row id is never empty, whatever the declaration says.
        try tx.rows("SELECT name, type, \"notnull\" AS required, pk FROM pragma_table_info(?) ORDER BY cid", [table]).map { row in
            let (name, type): (String, String) = (try row["name"], try row["type"])
            let (required, key): (Bool, Int) = (try row["required"], try row["pk"])
            return PortableColumn(name: name, form: try form(of: name, type), isOptional: !required && key == 0)
        }
    }

    private static func form(of name: String, _ type: String) throws -> Form {
        switch type {
        case "TEXT": json.contains(name) ? .json : .text
        case "REAL": .number
        case "BLOB": .bytes
        case "INTEGER":
            if days.contains(name) {
                .day
            } else if name.hasSuffix("_at") || name.hasSuffix("_until") || moments.contains(name) {
                .moment
            } else {
                .integer
            }
        default: throw StoreError(.engine, "the type \(type) of \(name) is not known here")
        }
    }

    private static let moments: Set = ["at", "since", "stage_since", "failing_since", "next_step_due"]
    private static let days: Set = ["day", "paid_on", "valid_from", "valid_to"]
    private static let json: Set = [
        "after", "app_metadata", "arguments", "before", "changes", "choices", "columns", "content", "counts", "fields", "mapping",
        "media_types", "metadata", "options", "origins", "query", "required_fields", "shares", "tags", "user_metadata",
    ]
}
