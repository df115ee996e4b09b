/// What one entry of a join's `postgres_changes` hears of one table.
struct ChangeWatch: Sendable {
    /// The entry's, by which clients know what a push is for.
    let id: Int
    let table: ChangeTable
    /// `nil` for all.
    let kind: ChangeKind?
    let filter: ChangeFilter?
    let selection: ColumnSelection

    /// Whether `change`, of the same table, is to be heard. Of a deleted row nothing but its key is told, so no filter says anything of it.
    func hears(_ change: RowChange) -> Bool {
        guard kind == nil || kind == change.kind else { return false }
        guard let filter, change.kind != .delete else { return true }
        return filter.matches(change.values)
    }
}
