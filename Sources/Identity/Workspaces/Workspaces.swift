package import DataStore
package import Primitives

/// The workspaces of the node. Whoever calls has checked the permission and writes the audit entry.
package enum Workspaces {
    /// From the wish to delete a workspace until it can go: time for someone on holiday to object.
    package static let grace: Duration = .days(7)

    /// The one with this id, if there is one.
    package static func find(_ id: ID<Workspace>, in transaction: some SQLReading) throws -> Workspace? {
        try WorkspaceRows.list("WHERE id = ?", [id], in: transaction).first
    }

    /// The oldest workspaces, at most `limit`.
    package static func all(limit: Int, in transaction: some SQLReading) throws -> [Workspace] {
        try WorkspaceRows.list("ORDER BY id LIMIT ?", [limit], in: transaction)
    }

    /// Makes a workspace with its keys and its owner, in the caller's write.
    ///
    /// - Parameters timeZone, currency: `nil` takes what is usual where the language is spoken.
    package static func create(
        name: DisplayName, language: Language, timeZone: TimeZoneName? = nil, currency: Currency? = nil, owner: ID<Person>,
        at moment: Timestamp, in transaction: WriteTransaction
    ) throws -> Workspace {
        let workspace = Workspace(
            id: ID(at: moment), name: name, language: language, timeZone: timeZone ?? (language == .french ? .paris : .utc),
            currency: currency ?? .euro, payoutsNeedTwo: false, createdAt: moment, version: 1, deletesAt: nil)
        try WorkspaceRows.insert(workspace, in: transaction)
        try Members.add(owner, as: .owner, to: workspace.id, at: moment, transaction)
        for kind in WorkspaceKeyKind.allCases {
            try WorkspaceKeyRows.insert(1, of: kind, in: workspace.id, at: moment, transaction)
        }
        return workspace
    }

    /// Changes the settings; answers the row before and after.
    ///
    /// - Parameter version: the one that the caller has seen; `nil` changes whatever is there.
    /// - Throws: ``Failure`` `notFound`, `staleVersion`, `conflict` while the workspace waits to be deleted.
    package static func update(
        _ id: ID<Workspace>, _ change: WorkspaceChange, expecting version: Int64? = nil, in transaction: WriteTransaction
    ) throws -> (before: Workspace, after: Workspace) {
        let before = try require(id, in: transaction)
        guard !before.isClosing else { throw Failure(.conflict, "This workspace is being deleted. Restore it first.") }
        guard version == nil || version == before.version else {
            throw Failure(.staleVersion, "Someone has changed the workspace meanwhile. Load it again.")
        }
        let after = Workspace(
            id: id, name: change.name ?? before.name, language: change.language ?? before.language,
            timeZone: change.timeZone ?? before.timeZone, currency: change.currency ?? before.currency,
            payoutsNeedTwo: change.payoutsNeedTwo ?? before.payoutsNeedTwo, createdAt: before.createdAt, version: before.version + 1,
            deletesAt: nil)
        try WorkspaceRows.update(after, in: transaction)
        return (before, after)
    }

    /// Begins the grace period. Owners keep a view of it and can ``restore(_:at:in:)``; everyone else, and every token and key, is out.
    /// The caller forgets the workspace's credentials after the commit. Asking twice does not move the day.
    ///
    /// - Parameter typedName: must be the workspace's name, so that nobody deletes the wrong one.
    /// - Throws: ``Failure`` `notFound`, `invalidRequest` for another name.
    package static func scheduleDeletion(
        _ id: ID<Workspace>, typedName: String, at moment: Timestamp, in transaction: WriteTransaction
    ) throws -> Workspace {
        let workspace = try require(id, in: transaction)
        guard DisplayName(typedName) == workspace.name else {
            throw Failure(
                .invalidRequest, "To delete the workspace, type its name as it is written.",
                fields: [FieldFault("/name", "\(workspace.name)")])
        }
        if workspace.isClosing { return workspace }
        try WorkspaceRows.setDeletion(id, at: moment + grace, in: transaction)
        return try require(id, in: transaction)
    }

    /// Ends the grace period without deletion. The caller forgets the workspace's credentials after the commit.
    ///
    /// - Throws: ``Failure`` `notFound`, also once the grace is over: its rows may be going already.
    package static func restore(_ id: ID<Workspace>, at moment: Timestamp, in transaction: WriteTransaction) throws -> Workspace {
        let workspace = try require(id, in: transaction)
        guard let deletesAt = workspace.deletesAt else { return workspace }
        guard moment < deletesAt else { throw notFound }
        try WorkspaceRows.setDeletion(id, at: nil, in: transaction)
        return try require(id, in: transaction)
    }

    /// Those whose grace is over, the longest due first.
    package static func dueForRemoval(at moment: Timestamp, limit: Int, in transaction: some SQLReading) throws -> [Workspace] {
        try WorkspaceRows.list("WHERE delete_at <= ? ORDER BY delete_at LIMIT ?", [moment, limit], in: transaction)
    }

    /// Removes what this module keeps of a workspace whose grace is over, and people who belong nowhere else. Audit entries stay.
    /// Rows of other modules that refer to it must be gone.
    ///
    /// - Throws: ``Failure`` `conflict` for a workspace that is not due.
    package static func remove(_ id: ID<Workspace>, at moment: Timestamp, in transaction: WriteTransaction) throws {
        guard let workspace = try find(id, in: transaction) else { return }
        guard let deletesAt = workspace.deletesAt, deletesAt <= moment else {
            throw Failure(.conflict, "This workspace is not due to be removed.")
        }
        try WorkspaceRows.remove(id, in: transaction)
    }

    private static func require(_ id: ID<Workspace>, in transaction: some SQLReading) throws -> Workspace {
        guard let workspace = try find(id, in: transaction) else { throw notFound }
        return workspace
    }

    private static let notFound = Failure(.notFound, "There is no such workspace.")
}
