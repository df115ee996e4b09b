/// How a list of one level is ordered. By time the folders, which have none, come first.
package struct LevelOrder: Hashable, Sendable {
    package enum Column: String, Sendable {
        case name
        case created = "created_at"
        case updated = "updated_at"
    }

    package let column: Column
    package let isAscending: Bool

    package init(_ column: Column = .name, isAscending: Bool = true) {
        self.column = column
        self.isAscending = isAscending
    }
}
