/// The type of a column, by the name that PostgreSQL has for it: clients convert values by it.
package enum ColumnType: String, Sendable, CaseIterable {
    case uuid, text, int4, int8, bool, timestamptz
}
