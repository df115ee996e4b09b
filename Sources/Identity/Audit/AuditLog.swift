package import DataStore
package import Primitives

/// The record of every administrative act and sign-in: only ever appended to, in the write of the act itself.
package struct AuditLog: Sendable {
    package static let pageLimit = 200
    package static let defaultPageSize = 50

    private let store: Store

    package init(store: Store) {
        self.store = store
    }

    /// Adds an entry to the caller's write: kept if the act is, gone if it is undone.
    package static func append(_ entry: AuditEntry, in transaction: WriteTransaction) throws {
        try AuditRows.insert(entry, in: transaction)
    }

    /// The entries of a workspace, newest first.
    ///
    /// - Parameter cursor: the `next` of the page before; entries that are added meanwhile neither repeat nor hide any.
    /// - Throws: ``Failure`` `invalidRequest` for a cursor that is none.
    package func list(
        in workspace: ID<Workspace>, filter: AuditFilter = AuditFilter(), limit: Int = defaultPageSize, cursor: String? = nil
    ) async throws -> Page<AuditEntry> {
        let limit = min(max(limit, 1), Self.pageLimit)
        let before = try cursor.map(Self.parse)
        let found = try await store.read { try AuditRows.list(in: workspace, filter, before: before, limit: limit + 1, $0) }
        let shown = found.prefix(limit)
        return Page(items: shown.map(\.entry), next: found.count > limit ? shown.last.map { "\($0.number)" } : nil)
    }

    private static func parse(_ cursor: String) throws(Failure) -> Int64 {
        guard let number = Int64(cursor), number > 0 else {
            throw Failure(
                .invalidRequest, "The cursor is not one of this list.", fields: [FieldFault("cursor", "the `next` of the page before")])
        }
        return number
    }
}
