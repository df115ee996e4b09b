package import Primitives

/// One column of a ``RowTable``: its name, its type, and how a row gives its value.
package struct RowColumn<Row: Sendable>: Sendable {
    let column: ChangeTable.Column
    let value: @Sendable (Row) -> ChangeValue

    private init(_ name: String, _ type: ColumnType, _ value: @escaping @Sendable (Row) -> ChangeValue) {
        column = ChangeTable.Column(name: name, type: type)
        self.value = value
    }

    package static func uuid<Entity: ~Copyable>(_ name: String, _ value: @escaping @Sendable (Row) -> ID<Entity>?) -> RowColumn {
        RowColumn(name, .uuid) { row in value(row).map { .uuid(ID<Subject>($0)) } ?? .null }
    }

    package static func text(_ name: String, _ value: @escaping @Sendable (Row) -> String?) -> RowColumn {
        RowColumn(name, .text) { row in value(row).map { .text($0) } ?? .null }
    }

    /// A number that is known to be small.
    package static func int4(_ name: String, _ value: @escaping @Sendable (Row) -> Int?) -> RowColumn {
        RowColumn(name, .int4) { row in value(row).map { .integer(Int64($0)) } ?? .null }
    }

    package static func int8(_ name: String, _ value: @escaping @Sendable (Row) -> Int64?) -> RowColumn {
        RowColumn(name, .int8) { row in value(row).map { .integer($0) } ?? .null }
    }

    package static func bool(_ name: String, _ value: @escaping @Sendable (Row) -> Bool?) -> RowColumn {
        RowColumn(name, .bool) { row in value(row).map { .bool($0) } ?? .null }
    }

    package static func timestamptz(_ name: String, _ value: @escaping @Sendable (Row) -> Timestamp?) -> RowColumn {
        RowColumn(name, .timestamptz) { row in value(row).map { .timestamp($0) } ?? .null }
    }
}
