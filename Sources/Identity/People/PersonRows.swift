import DataStore
import Primitives

/// SQL of people.
enum PersonRows {
    private static let columns = """
        person.id, person.email, person.name, person.language, person.created_at, person.updated_at, person.email_confirmed_at,
        person.last_sign_in_at, person.new_email, person.confirmation_sent_at, person.recovery_sent_at, person.email_change_sent_at,
        person.invited_at
        """
    private static let ofNoWorkspace = "'{}' AS user_metadata, '{}' AS app_metadata, NULL AS banned_until"
    private static let ofMember = "member.user_metadata, member.app_metadata, member.banned_until"

    static func find(_ condition: String, _ value: any SQLConvertible, in transaction: some SQLReading) throws -> Person? {
        try transaction.row("SELECT \(columns), \(ofNoWorkspace) FROM person WHERE \(condition)", [value]).map(Person.init(row:))
    }

    static func find(
        _ condition: String, _ value: any SQLConvertible, of workspace: ID<Workspace>, in transaction: some SQLReading
    ) throws -> Person? {
        try transaction.row(
            "SELECT \(columns), \(ofMember) FROM person JOIN member ON member.person_id = person.id WHERE \(condition) AND member.workspace_id = ?",
            [value, workspace]
        ).map(Person.init(row:))
    }

    /// The members of a workspace, in the order in which they joined or the reverse.
    static func list(
        of workspace: ID<Workspace>, newestFirst: Bool, limit: Int, offset: Int, in transaction: some SQLReading
    ) throws -> [(person: Person, row: SQLRow)] {
        let order = newestFirst ? "DESC" : "ASC"
        return try transaction.rows(
            """
            SELECT \(columns), \(ofMember), member.role, member.created_at AS joined_at, member.last_seen_at
            FROM member JOIN person ON person.id = member.person_id WHERE member.workspace_id = ?
            ORDER BY member.created_at \(order), member.person_id \(order) LIMIT ? OFFSET ?
            """, [workspace, limit, offset]
        ).map { (person: try Person(row: $0), row: $0) }
    }

    static func insert(
        _ id: ID<Person>, _ email: EmailAddress, name: DisplayName, language: Language?, emailConfirmedAt: Timestamp?, at moment: Timestamp,
        in transaction: WriteTransaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO person (id, email, email_normalized, name, language, email_confirmed_at, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, [id, email, email.normalized, name, language, emailConfirmedAt, moment, moment])
    }

    static func update(_ id: ID<Person>, _ change: PersonChange, at moment: Timestamp, in transaction: WriteTransaction) throws {
        var assignments = ["updated_at = ?"]
        var arguments: [any SQLConvertible] = [moment]
        func set(_ column: String, _ value: (some SQLConvertible)?) {
            guard let value else { return }
            assignments.append("\(column) = ?")
            arguments.append(value)
        }
        set("name", change.name)
        set("language", change.language)
        set("email", change.email)
        set("email_normalized", change.email?.normalized)
        set("new_email", change.newEmail)
        set("email_confirmed_at", change.emailConfirmedAt)
        set("last_sign_in_at", change.lastSignInAt)
        set("confirmation_sent_at", change.confirmationSentAt)
        set("recovery_sent_at", change.recoverySentAt)
        set("email_change_sent_at", change.emailChangeSentAt)
        set("invited_at", change.invitedAt)
        try transaction.execute("UPDATE person SET \(assignments.joined(separator: ", ")) WHERE id = ?", arguments + [id])
    }
}

extension Person {
    init(row: SQLRow) throws {
        id = try row["id"]
        email = try row["email"]
        name = try row["name"]
        language = try row["language"]
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
        emailConfirmedAt = try row["email_confirmed_at"]
        lastSignInAt = try row["last_sign_in_at"]
        newEmail = try row["new_email"]
        confirmationSentAt = try row["confirmation_sent_at"]
        recoverySentAt = try row["recovery_sent_at"]
        emailChangeSentAt = try row["email_change_sent_at"]
        invitedAt = try row["invited_at"]
        userMetadata = try Metadata(text: row["user_metadata"]).members
        appMetadata = try Metadata(text: row["app_metadata"]).members
        bannedUntil = try row["banned_until"]
    }
}
