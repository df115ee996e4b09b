import DataStore

/// A table whose rows belong to a workspace and go where it goes.
///
/// Its columns are those of the schema: what a migration adds is exported without a word here. In a masked copy a text that nothing is said of
/// is masked.
struct PortableTable: Sendable {
    /// The table, and the name of its file: `leads` is `leads.jsonl`.
    let table: String
    let file: String
    /// What a line is.
    let meaning: String
    /// `FROM` and what is behind it; the rows are `t`, and the one parameter is the workspace.
    let source: String
    /// What is exported in the place of a column's own value.
    var expressions: [String: String] = [:]
    /// Columns that stay behind, and what they hold where they arrive: `nil` is what the schema says.
    var left: [String: Arrival] = [:]
    /// Texts that name nobody.
    var plain: Set<String> = []
    var masks: [String: Mask] = [:]
    /// Columns that name rows of another table without a foreign key; an export that names others is refused.
    var references: [String: String] = [:]
    /// Whether a masked copy goes without.
    var isPersonal = false

    /// What a column that was not exported holds in the new node.
    enum Arrival: Sendable {
        case schema
        case value(SQLValue)
        case freshID
    }

    init(
        _ table: String, _ file: String, _ meaning: String, from source: String? = nil, expressions: [String: String] = [:],
        left: [String: Arrival] = [:], plain: Set<String> = [], masks: [String: Mask] = [:], references: [String: String] = [:],
        isPersonal: Bool = false
    ) {
        self.table = table
        self.file = file
        self.meaning = meaning
        self.source = source ?? "\(table) AS t WHERE t.workspace_id = ?"
        self.expressions = expressions
        self.left = left
        self.plain = plain
        self.masks = masks
        self.references = references
        self.isPersonal = isPersonal
    }

    /// The source of what hangs on another table's rows.
    static func rows(of table: String, by key: String, on parent: String, _ parentKey: String = "id") -> String {
        "\(parent) AS p CROSS JOIN \(table) AS t ON t.\(key) = p.\(parentKey) WHERE p.workspace_id = ?"
    }

    /// How a text column is masked; `nil` leaves it as it is.
    func mask(of column: String) -> Mask? {
        if let mask = masks[column] { return mask }
        return plain.contains(column) || column == "id" || column.hasSuffix("_id") ? nil : .text
    }
}
