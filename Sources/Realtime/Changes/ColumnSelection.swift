/// Which columns of a table a subscriber wants to see of each row.
package enum ColumnSelection: Hashable, Sendable {
    case all
    /// By their places among the columns.
    case some(Set<Int>)

    func contains(_ column: Int) -> Bool {
        switch self {
        case .all: true
        case .some(let columns): columns.contains(column)
        }
    }
}
