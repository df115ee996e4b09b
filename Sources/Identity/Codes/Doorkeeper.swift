import DataStore
import Primitives

/// Knows who may sign in where: members, invited addresses, and whomever the sign-up policy admits.
struct Doorkeeper: Sendable {
    /// Workspaces looked through for one that a newcomer of the page can join.
    private static let workspaceLimit = 100

    enum Standing: Sendable {
        case member(Person, ID<Workspace>)
        case invited(Person?, ID<Workspace>)
        case newcomer(Person?, ID<Workspace>)
        case stranger(Person?)

        var person: Person? {
            switch self {
            case .member(let person, _): person
            case .invited(let person, _), .newcomer(let person, _), .stranger(let person): person
            }
        }

        var workspaceID: ID<Workspace>? {
            switch self {
            case .member(_, let workspace), .invited(_, let workspace), .newcomer(_, let workspace): workspace
            case .stranger: nil
            }
        }
    }

    let policy: SignUpPolicy
    let signUpRole: Role
    let invitations: InvitationBook

    /// - Parameter workspace: `nil` takes where the person was last, else where the address is invited, else the oldest one.
    func standing(
        of email: EmailAddress, in workspace: ID<Workspace>?, at moment: Timestamp, _ transaction: some SQLReading
    ) throws -> Standing {
        let person = try People.find(email, in: transaction)
        if let person, let home = try home(of: person.id, in: workspace, at: moment, transaction) { return .member(person, home) }
        if let invited = try invitations.find(email, workspace, transaction) { return .invited(person, invited) }
        guard policy.admits(email), let place = try openWorkspace(workspace, transaction) else { return .stranger(person) }
        return .newcomer(person, place)
    }

    private func home(
        of person: ID<Person>, in workspace: ID<Workspace>?, at moment: Timestamp, _ transaction: some SQLReading
    ) throws -> ID<Workspace>? {
        guard let workspace else { return try Members.home(of: person, at: moment, in: transaction) }
        return try Members.role(of: person, in: workspace, transaction) == nil ? nil : workspace
    }

    private func openWorkspace(_ named: ID<Workspace>?, _ transaction: some SQLReading) throws -> ID<Workspace>? {
        if let named { return try Workspaces.find(named, in: transaction).flatMap { $0.isClosing ? nil : $0.id } }
        return try Workspaces.all(limit: Self.workspaceLimit, in: transaction).first { !$0.isClosing }?.id
    }

    /// Makes the one who has proven the address of `code` a member, as what they are entitled to; `nil` when the rules say no by now.
    func letIn(
        by code: OneTimeCode, act: Act, at moment: Timestamp, _ transaction: WriteTransaction
    ) throws -> (person: ID<Person>, workspace: ID<Workspace>)? {
        let standing = try self.standing(of: code.email, in: code.workspaceID, at: moment, transaction)
        let workspace: ID<Workspace>
        switch (standing.workspaceID, code.admission) {
        case (let place?, _): workspace = place
        case (nil, .granted):
            guard let place = try openWorkspace(code.workspaceID, transaction) else { return nil }
            workspace = place
        case (nil, .rules), (nil, .none): return nil
        }
        let person = try confirmed(standing.person, by: code, in: workspace, act: act, at: moment, transaction)
        if case .invited = standing { try invitations.accept(person, workspace, act, transaction) }
        if try Members.role(of: person.id, in: workspace, transaction) == nil {
            try join(person, workspace, metadata: code.metadata, act: act, at: moment, transaction)
        }
        return (person.id, workspace)
    }

    /// Whether someone belongs to another workspace too: then the programs of this one may not change their address, which is one and
    /// the same everywhere.
    func isShared(_ person: ID<Person>?, beside workspace: ID<Workspace>?, _ transaction: some SQLReading) throws -> Bool {
        guard let person, let workspace else { return false }
        return try Members.belongsElsewhere(person, than: workspace, in: transaction)
    }

    /// The person behind a proven address: made if need be, and marked as having proven it.
    private func confirmed(
        _ known: Person?, by code: OneTimeCode, in workspace: ID<Workspace>, act: Act, at moment: Timestamp,
        _ transaction: WriteTransaction
    ) throws -> Person {
        if let known {
            guard known.emailConfirmedAt == nil else { return known }
            var change = PersonChange()
            change.emailConfirmedAt = moment
            return try People.update(known.id, change, at: moment, in: transaction)
        }
        let person = try People.create(
            code.email, name: Self.name(in: code.metadata), language: code.language, emailConfirmedAt: moment, at: moment, in: transaction)
        try AuditLog.append(
            AuditEntry(
                .userCreated, on: .person(person), in: workspace, after: ["email": .string(person.email.description)],
                actor: AuditEntry.Actor(person), act: act, at: moment), in: transaction)
        return person
    }

    private func join(
        _ person: Person, _ workspace: ID<Workspace>, metadata: [String: JSONValue]?, act: Act, at moment: Timestamp,
        _ transaction: WriteTransaction
    ) throws {
        try Members.add(person.id, as: signUpRole, to: workspace, userMetadata: metadata ?? [:], at: moment, transaction)
        try AuditLog.append(
            AuditEntry(
                "member.joined", on: .person(person), in: workspace, after: ["role": .string(signUpRole.rawValue)],
                actor: AuditEntry.Actor(person), act: act, at: moment), in: transaction)
    }

    /// As clients usually send it.
    static func name(in metadata: [String: JSONValue]?) -> DisplayName? {
        for key in ["full_name", "name", "display_name"] {
            if let name = metadata?[key]?.string.flatMap(DisplayName.init) { return name }
        }
        return nil
    }
}
