import Primitives

@testable import Realtime

/// A row with a column of each type, for tests.
struct Shop: Sendable {
    var id = ID<Shop>(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0009)
    var name: String? = "Élan Vert"
    var note: String?
    var staff: Int? = 7
    var visits: Int64? = 9_007_199_254_740_993
    var isOpen: Bool? = true
    var openedAt: Timestamp? = Timestamp("2026-01-26T09:30:00.125678Z")

    static let changes = RowTable<Shop>(
        "shop", primaryKey: "id",
        [
            .uuid("id") { $0.id }, .text("name") { $0.name }, .text("note") { $0.note }, .int4("staff") { $0.staff },
            .int8("visits") { $0.visits }, .bool("is_open") { $0.isOpen }, .timestamptz("opened_at") { $0.openedAt },
        ])

    static let cellar = RowTable<Shop>("cellar", primaryKey: "id", [.uuid("id") { $0.id }, .text("name") { $0.name }])

    var values: [ChangeValue] { Self.changes.values(of: self) }

    func change(_ kind: ChangeKind, in workspace: ID<Subject>, of table: RowTable<Shop> = Shop.changes) -> RowChange {
        RowChange(
            kind, of: table.table, key: ChangeKey(workspaceID: workspace, table: table.table.name), values: table.values(of: self),
            committedAt: Timestamp(seconds: 1_700_000_000))
    }
}
