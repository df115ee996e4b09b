package import DataStore
package import Primitives

/// What someone signed in sees and changes of themselves, as a user of one workspace.
package struct OwnUser: Sendable {
    private let store: Store
    private let clock: WallClock

    package init(store: Store, clock: WallClock = .system) {
        self.store = store
        self.clock = clock
    }

    /// - Throws: ``Failure`` `notFound` for someone who does not belong there any more.
    package func find(_ id: ID<Person>, in workspace: ID<Workspace>) async throws -> Person {
        try await store.read { try Self.require(id, of: workspace, in: $0) }
    }

    /// Merges `changes` into what they keep about themselves; null deletes a member. What the workspace's programs keep stays as it is.
    ///
    /// - Throws: ``Failure`` `notFound`, `invalidRequest` for more than ``Metadata/byteLimit``.
    package func merge(_ changes: [String: JSONValue], of id: ID<Person>, in workspace: ID<Workspace>) async throws -> Person {
        let now = clock.now()
        return try await store.write { transaction in
            try Members.mergeMetadata(user: changes, of: id, in: workspace, transaction)
            try People.update(id, PersonChange(), at: now, in: transaction)
            return try Self.require(id, of: workspace, in: transaction)
        }
    }

    private static func require(_ id: ID<Person>, of workspace: ID<Workspace>, in transaction: some SQLReading) throws -> Person {
        guard let person = try People.find(id, of: workspace, in: transaction) else {
            throw Failure(.notFound, "There is no such member.")
        }
        return person
    }
}
