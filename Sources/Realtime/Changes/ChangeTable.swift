/// A table whose row changes are offered: its name and columns as in the database, those that are for users.
///
/// Who may read it is decided above, for each join.
package struct ChangeTable: Sendable, Equatable {
    package struct Column: Sendable, Equatable {
        package let name: String
        package let type: ColumnType
    }

    /// The one schema there is, by the name that clients take for granted.
    static let schema = "public"

    package let name: String
    package let columns: [Column]
    /// Which of the columns identifies a row.
    let primaryKey: Int

    /// - Parameter primaryKey: the name of one of `columns`.
    init(_ name: String, primaryKey: String, columns: [Column]) {
        guard let position = columns.firstIndex(where: { $0.name == primaryKey }) else {
            preconditionFailure("the table \(name) has no column \(primaryKey)")
        }
        self.name = name
        self.columns = columns
        self.primaryKey = position
    }

    package var primaryKeyName: String { columns[primaryKey].name }

    /// Where the column stands among the others.
    func position(of column: String) -> Int? {
        columns.firstIndex { $0.name == column }
    }

    /// There is one table of a name.
    package static func == (left: ChangeTable, right: ChangeTable) -> Bool { left.name == right.name }
}
