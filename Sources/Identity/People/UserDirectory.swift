package import DataStore
package import Primitives

/// The people of one workspace as its service key sees and changes them.
///
/// A person may belong to several workspaces. What one of them keeps about them is its own; what is the person's (address, name)
/// it can only change while they belong to no other, or one workspace's key would open the doors of another.
package struct UserDirectory: Sendable {
    package static let pageLimit = 1_000
    package static let defaultPageSize = 50

    private let store: Store
    private let clock: WallClock
    private let cache: CredentialCache
    private let departure: MemberDeparture

    package init(store: Store, cache: CredentialCache, departure: MemberDeparture = .plain, clock: WallClock = .system) {
        self.store = store
        self.cache = cache
        self.departure = departure
        self.clock = clock
    }

    /// A page of the users, the newest first.
    ///
    /// - Throws: ``Failure`` `forbidden`.
    package func list(page: Int = 1, size: Int = defaultPageSize, act: Act) async throws -> UserPage {
        let workspace = try workspace(of: act)
        // No workspace has more members than the limit, so no offset beyond it can find any.
        let (number, size) = (min(max(page, 1), Members.limitPerWorkspace), min(max(size, 1), Self.pageLimit))
        return try await store.read { transaction in
            let total = try Members.count(in: workspace, transaction)
            let people = try PersonRows.list(
                of: workspace, newestFirst: true, limit: size, offset: (number - 1) * size, in: transaction)
            return UserPage(people: people.map(\.person), total: total, number: number, size: size)
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`.
    package func find(_ id: ID<Person>, act: Act) async throws -> Person {
        let workspace = try workspace(of: act)
        return try await store.read { try Self.require(id, of: workspace, in: $0) }
    }

    /// Adds a user; someone known to the node from another workspace becomes a member of this one and keeps what they are there.
    ///
    /// - Throws: ``Failure`` `forbidden`, `emailTaken` for a user of this workspace, `conflict` for a known id, `invalidRequest`.
    package func create(
        _ email: EmailAddress, id: ID<Person>? = nil, as role: Role = .viewer, _ change: UserChange, act: Act
    ) async throws -> Person {
        let workspace = try workspace(of: act)
        let now = clock.now()
        return try await store.write { transaction in
            let known = try People.find(email, in: transaction)
            if let known, try Members.role(of: known.id, in: workspace, transaction) != nil { throw Self.emailTaken }
            let person =
                try known
                ?? People.create(
                    email, name: change.name, id: id, emailConfirmedAt: change.confirmsEmail ? now : nil, at: now, in: transaction)
            try Members.add(person.id, as: role, to: workspace, at: now, transaction)
            try set(change, of: person.id, in: workspace, transaction)
            let made = try Self.require(person.id, of: workspace, in: transaction)
            try append(.userCreated, made, before: nil, after: Self.summary(made), act, now, transaction)
            return made
        }
    }

    /// Changes a user.
    ///
    /// - Throws: ``Failure`` `forbidden` (also for the address of someone who belongs to another workspace too), `notFound`,
    ///   `emailTaken`, `invalidRequest`, `lastOwner` for a ban that would leave the workspace without an owner.
    package func update(_ id: ID<Person>, _ change: UserChange, act: Act) async throws -> Person {
        let workspace = try workspace(of: act)
        let now = clock.now()
        return try await store.write { [cache] transaction in
            let before = try Self.require(id, of: workspace, in: transaction)
            let isOwnChange = change.email.map { $0.description != before.email.description } ?? false || change.name != nil
            if isOwnChange, try Members.belongsElsewhere(id, than: workspace, in: transaction) {
                throw Failure(.forbidden, "This person belongs to other workspaces too and changes their address and name themselves.")
            }
            if let until = change.bannedUntil ?? nil, until > now, try Self.isOnlyOwner(id, of: workspace, at: now, in: transaction) {
                throw Failure(.lastOwner, "The only owner of a workspace can't be banned. Hand it over first.")
            }
            var own = PersonChange(name: change.name, email: change.email)
            if change.confirmsEmail { own.emailConfirmedAt = before.emailConfirmedAt ?? now }
            try People.update(id, own, at: now, in: transaction)
            try set(change, of: id, in: workspace, transaction)
            let after = try Self.require(id, of: workspace, in: transaction)
            let action: AuditAction = after.isBanned(at: now) && !before.isBanned(at: now) ? .userBanned : .userChanged
            try append(action, after, before: Self.summary(before), after: Self.summary(after), act, now, transaction)
            transaction.afterCommit { cache.forget(id) }
            return after
        }
    }

    /// Removes a user from the workspace, and from the node if they belong to no other.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `lastOwner`.
    package func delete(_ id: ID<Person>, act: Act) async throws {
        let workspace = try workspace(of: act)
        let now = clock.now()
        try await store.write { [cache, departure] transaction in
            let person = try Self.require(id, of: workspace, in: transaction)
            try Members.remove(id, from: workspace, at: now, transaction)
            try departure.complete(id, workspace, transaction)
            try People.removeUnlessMember(id, in: transaction)
            try append(.userDeleted, person, before: Self.summary(person), after: nil, act, now, transaction)
            transaction.afterCommit { cache.forget(id) }
        }
    }

    private func workspace(of act: Act) throws(Failure) -> ID<Workspace> {
        guard let principal = act.principal else { throw Failure(.unauthenticated, "Send the service key.") }
        try principal.require(.usersManage)
        return principal.workspaceID
    }

    private func set(
        _ change: UserChange, of id: ID<Person>, in workspace: ID<Workspace>, _ transaction: WriteTransaction
    ) throws {
        try Members.mergeMetadata(user: change.userMetadata, app: change.appMetadata, of: id, in: workspace, transaction)
        if let until = change.bannedUntil { try Members.ban(id, until: until, in: workspace, transaction) }
    }

    private func append(
        _ action: AuditAction, _ person: Person, before: JSONValue?, after: JSONValue?, _ act: Act, _ now: Timestamp,
        _ transaction: WriteTransaction
    ) throws {
        try AuditLog.append(
            AuditEntry(action, on: .person(person), in: act.principal?.workspaceID, before: before, after: after, act: act, at: now),
            in: transaction)
    }

    private static func require(_ id: ID<Person>, of workspace: ID<Workspace>, in transaction: some SQLReading) throws -> Person {
        guard let person = try People.find(id, of: workspace, in: transaction) else { throw Failure(.notFound, "User not found") }
        return person
    }

    private static func isOnlyOwner(
        _ id: ID<Person>, of workspace: ID<Workspace>, at moment: Timestamp, in transaction: some SQLReading
    ) throws -> Bool {
        guard try Members.role(of: id, in: workspace, transaction) == .owner else { return false }
        return try transaction.row(
            """
            SELECT 1 FROM member WHERE workspace_id = ? AND role = 'owner' AND person_id <> ?
                  AND (banned_until IS NULL OR banned_until <= ?) LIMIT 1
            """, [workspace, id, moment]) == nil
    }

    private static func summary(_ person: Person) -> JSONValue {
        [
            "email": .string(person.email.description), "name": .string(person.name.description),
            "userMetadata": .object(person.userMetadata), "appMetadata": .object(person.appMetadata),
            "bannedUntil": person.bannedUntil.map { .string($0.description) } ?? .null,
        ]
    }

    private static let emailTaken = Failure(.emailTaken, "A user with this email address has already been registered")
}
