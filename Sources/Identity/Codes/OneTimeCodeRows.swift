import DataStore
import Primitives

/// SQL of one-time codes.
enum OneTimeCodeRows {
    /// A few milliseconds of the one writer.
    static let sweepLimit = 500

    private static let columns = """
        id, slot, email, person_id, workspace_id, admission, door, metadata, language, redirect, challenge, challenge_method, change_id,
        new_email, code_hash, salt, key_id, link_hash, attempts, created_at, expires_at, used_at
        """

    /// Puts a code into its slot, in place of the one that was there.
    static func put(_ code: OneTimeCode, in transaction: WriteTransaction) throws {
        let audience = CodeAudience(door: code.door, workspace: code.workspaceID)
        try transaction.execute(
            "DELETE FROM one_time_code WHERE address = ? AND audience = ? AND slot = ?", [code.email.normalized, audience.text, code.slot])
        try transaction.execute(
            """
            INSERT INTO one_time_code (address, audience, \(columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                code.email.normalized, audience.text, code.id, code.slot, code.email, code.personID, code.workspaceID, code.admission,
                code.door,
                try code.metadata.map { try Metadata($0).text(for: "/data") }, code.language, code.redirect, code.challenge?.text,
                code.challenge?.method, code.changeID, code.newEmail, code.proof.codeHash, code.proof.salt, code.proof.keyID,
                code.proof.linkHash, code.attempts, code.createdAt, code.expiresAt, code.usedAt,
            ])
    }

    /// The newest of an address that may be shown at `place`, in the given slots, live or not; a decoy only where there is no other, for
    /// it must not void a code in another slot.
    static func newest(
        of address: EmailAddress, in slots: [CodeSlot], at place: OneTimeCode.Place, _ transaction: some SQLReading
    ) throws -> OneTimeCode? {
        let wanted = slots.prefix(CodeSlot.allCases.count)
        guard !wanted.isEmpty else { return nil }
        let marks = wanted.map { _ in "?" }.joined(separator: ", ")
        var arguments: [any SQLConvertible] = [address.normalized, place.door]
        arguments += wanted.map { $0 as any SQLConvertible }
        if let workspace = place.workspace { arguments.append(workspace) }
        return try transaction.row(
            """
            SELECT \(columns) FROM one_time_code
            WHERE address = ? AND door = ? AND slot IN (\(marks)) \(place.workspace == nil ? "" : "AND workspace_id = ?")
            ORDER BY admission = 'none', created_at DESC, id DESC LIMIT 1
            """, arguments
        ).map(OneTimeCode.init(row:))
    }

    static func find(link: TokenHash, in transaction: some SQLReading) throws -> OneTimeCode? {
        try transaction.row("SELECT \(columns) FROM one_time_code WHERE link_hash = ?", [link]).map(OneTimeCode.init(row:))
    }

    /// The other code of a change of address.
    static func counterpart(of code: OneTimeCode, in transaction: some SQLReading) throws -> OneTimeCode? {
        guard let change = code.changeID else { return nil }
        return try transaction.row("SELECT \(columns) FROM one_time_code WHERE change_id = ? AND id <> ?", [change, code.id])
            .map(OneTimeCode.init(row:))
    }

    /// Marks a code used; false unless it can be at this moment, so that of many at once exactly one uses it.
    static func use(
        _ id: ID<OneTimeCode>, at moment: Timestamp, attemptLimit: Int, in transaction: WriteTransaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE one_time_code SET used_at = ?
            WHERE id = ? AND used_at IS NULL AND expires_at > ? AND attempts < ? AND admission <> 'none'
            """, [moment, id, moment, attemptLimit]) == 1
    }

    static func countMiss(_ id: ID<OneTimeCode>, in transaction: WriteTransaction) throws {
        try transaction.execute("UPDATE one_time_code SET attempts = attempts + 1 WHERE id = ?", [id])
    }

    /// Voids every code of a person: none of them may outlive a changed address.
    static func removeAll(of person: ID<Person>, in transaction: WriteTransaction) throws {
        try transaction.execute("DELETE FROM one_time_code WHERE person_id = ?", [person])
    }

    /// Removes what has expired, a bounded number a call; answers how many.
    static func removeExpired(at moment: Timestamp, in transaction: WriteTransaction) throws -> Int {
        try transaction.execute(
            "DELETE FROM one_time_code WHERE id IN (SELECT id FROM one_time_code WHERE expires_at <= ? LIMIT \(sweepLimit))", [moment])
    }
}

extension OneTimeCode {
    fileprivate init(row: SQLRow) throws {
        id = try row["id"]
        slot = try row["slot"]
        email = try row["email"]
        personID = try row["person_id"]
        workspaceID = try row["workspace_id"]
        admission = try row["admission"]
        door = try row["door"]
        let metadata: String? = try row["metadata"]
        self.metadata = try metadata.map { try Metadata(text: $0).members }
        language = try row["language"]
        redirect = try row["redirect"]
        let (challenge, method): (String?, String?) = (try row["challenge"], try row["challenge_method"])
        self.challenge = challenge.flatMap { CodeChallenge($0, method: method ?? "") }
        changeID = try row["change_id"]
        newEmail = try row["new_email"]
        proof = CodeProof(
            codeHash: try row["code_hash"], salt: try row["salt"], keyID: try row["key_id"], linkHash: try row["link_hash"])
        attempts = try row["attempts"]
        createdAt = try row["created_at"]
        expiresAt = try row["expires_at"]
        usedAt = try row["used_at"]
    }
}
