package import DataStore
package import Identity
package import Primitives

/// The views that people keep: their own, and those that are shared.
package struct LeadViews: Sendable {
    /// Of one person; more is a list that needs a search of its own.
    static let limitPerPerson = 100
    static let sharedLimit = 200
    /// One's own, and those that are shared.
    package static let listLimit = limitPerPerson + sharedLimit

    private let store: Store
    private let clock: WallClock

    package init(store: Store, clock: WallClock = .system) {
        self.store = store
        self.clock = clock
    }

    /// One's own, then those that others share; each in the order in which they were made.
    package func list(for principal: Principal) async throws -> [LeadView] {
        try principal.require(.leadsRead)
        return try await store.read { tx in
            let own =
                try principal.personID.map {
                    try LeadViewRows.list(of: $0, in: principal.workspaceID, limit: Self.limitPerPerson, tx: tx)
                } ?? []
            let shared = try LeadViewRows.shared(in: principal.workspaceID, limit: Self.sharedLimit, tx: tx)
            return own + shared.filter { $0.ownerId != principal.personID }
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `invalidRequest`, `conflict` when there are too many.
    package func create(_ draft: LeadViewDraft, by principal: Principal) async throws -> LeadView {
        try principal.require(.leadsRead)
        guard let owner = principal.personID else {
            throw Failure(.forbidden, "A view belongs to a person. Sign in, or use a token of someone.")
        }
        let now = clock.now()
        let view = try draft.applied(
            to: LeadView(
                id: ID(at: now), workspaceId: principal.workspaceID, ownerId: owner, name: "", shared: false, query: LeadQuery(),
                columns: [], version: 1, createdAt: now, updatedAt: now))
        if view.shared { try principal.require(.leadsWrite) }
        return try await store.write { tx in
            guard try LeadViewRows.count(of: owner, in: view.workspaceId, tx: tx) < Self.limitPerPerson else {
                throw Failure(.conflict, "You have \(Self.limitPerPerson) views. Delete one first.")
            }
            try Self.requireRoom(for: view, in: tx)
            try LeadViewRows.insert(view, in: tx)
            return view
        }
    }

    /// Changes what the draft says; the query is replaced as a whole.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `versionRequired`, `staleVersion`, `invalidRequest`.
    package func change(
        _ id: ID<LeadView>, _ draft: LeadViewDraft, version: Int64?, by principal: Principal
    ) async throws -> LeadView {
        try await store.write { [clock] tx in
            let before = try Self.changeable(id, by: principal, in: tx)
            try BaseVersion.require(version, is: before.version, of: before)
            var view = try draft.applied(to: before)
            if view.shared, !before.shared {
                try principal.require(.leadsWrite)
                try Self.requireRoom(for: view, in: tx)
            }
            view.version += 1
            view.updatedAt = clock.now()
            try LeadViewRows.update(view, in: tx)
            return view
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`, `versionRequired`, `staleVersion`.
    package func remove(_ id: ID<LeadView>, version: Int64?, by principal: Principal) async throws {
        try await store.write { tx in
            let view = try Self.changeable(id, by: principal, in: tx)
            try BaseVersion.require(version, is: view.version, of: view)
            try LeadViewRows.delete(id, in: tx)
        }
    }

    /// Whoever made it; of shared ones, also who runs the workspace.
    private static func changeable(_ id: ID<LeadView>, by principal: Principal, in tx: some SQLReading) throws -> LeadView {
        try principal.require(.leadsRead)
        guard let view = try LeadViewRows.find(id, of: principal.workspaceID, in: tx), view.shared || view.ownerId == principal.personID
        else { throw Failure(.notFound, "There is no such view.") }
        guard view.ownerId == principal.personID || principal.may(.projectsManage) else {
            throw Failure(.forbidden, "This view belongs to someone else. Make one of your own from it.")
        }
        return view
    }

    private static func requireRoom(for view: LeadView, in tx: some SQLReading) throws {
        guard view.shared, try LeadViewRows.countShared(in: view.workspaceId, tx: tx) >= sharedLimit else { return }
        throw Failure(.conflict, "The workspace shares \(sharedLimit) views. Delete one first.")
    }
}
