/// A table that is offered for row changes, with where the values of its columns come from.
package struct RowTable<Row: Sendable>: Sendable {
    package let table: ChangeTable
    private let columns: [RowColumn<Row>]

    /// - Parameter primaryKey: the name of one of `columns`.
    package init(_ name: String, primaryKey: String, _ columns: [RowColumn<Row>]) {
        table = ChangeTable(name, primaryKey: primaryKey, columns: columns.map(\.column))
        self.columns = columns
    }

    /// In the order of the table's columns.
    func values(of row: Row) -> [ChangeValue] {
        columns.map { $0.value(row) }
    }
}
