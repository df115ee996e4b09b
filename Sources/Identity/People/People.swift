package import DataStore
package import Primitives

/// The people known to the node. What they are in a workspace is told by ``Members``.
package enum People {
    /// The one with this id, if there is one; without anything that a workspace keeps about them.
    package static func find(_ id: ID<Person>, in transaction: some SQLReading) throws -> Person? {
        try PersonRows.find("person.id = ?", id, in: transaction)
    }

    /// The one with this mailbox, however it is spelled; likewise.
    package static func find(_ email: EmailAddress, in transaction: some SQLReading) throws -> Person? {
        try PersonRows.find("person.email_normalized = ?", email.normalized, in: transaction)
    }

    /// The one with this id if they belong to the workspace, with what it keeps about them.
    package static func find(_ id: ID<Person>, of workspace: ID<Workspace>, in transaction: some SQLReading) throws -> Person? {
        try PersonRows.find("person.id = ?", id, of: workspace, in: transaction)
    }

    /// The one with this mailbox if they belong to the workspace, with what it keeps about them.
    package static func find(_ email: EmailAddress, of workspace: ID<Workspace>, in transaction: some SQLReading) throws -> Person? {
        try PersonRows.find("person.email_normalized = ?", email.normalized, of: workspace, in: transaction)
    }

    /// Adds someone who belongs to no workspace yet.
    ///
    /// - Parameter name: `nil` takes what stands before the @ of the address.
    /// - Throws: ``Failure`` `emailTaken` when the mailbox is known, `conflict` when the id is.
    @discardableResult
    package static func create(
        _ email: EmailAddress, name: DisplayName? = nil, language: Language? = nil, id: ID<Person>? = nil,
        emailConfirmedAt: Timestamp? = nil,
        at moment: Timestamp, in transaction: WriteTransaction
    ) throws -> Person {
        guard try find(email, in: transaction) == nil else { throw emailTaken }
        let id = id ?? ID(at: moment)
        guard try find(id, in: transaction) == nil else { throw Failure(.conflict, "There is someone with this id.") }
        try PersonRows.insert(
            id, email, name: name ?? Self.name(from: email), language: language, emailConfirmedAt: emailConfirmedAt, at: moment,
            in: transaction)
        return try require(id, in: transaction)
    }

    /// Changes a person's row; answers it as it is then.
    ///
    /// - Throws: ``Failure`` `emailTaken` when someone else has the new mailbox, `notFound`.
    @discardableResult
    package static func update(
        _ id: ID<Person>, _ change: PersonChange, at moment: Timestamp, in transaction: WriteTransaction
    ) throws -> Person {
        if let email = change.email, let holder = try find(email, in: transaction), holder.id != id { throw emailTaken }
        try PersonRows.update(id, change, at: moment, in: transaction)
        return try require(id, in: transaction)
    }

    /// Removes a person who belongs to no workspace any more; someone who does is left alone.
    package static func removeUnlessMember(_ id: ID<Person>, in transaction: WriteTransaction) throws {
        try transaction.execute(
            "DELETE FROM person WHERE id = ? AND NOT EXISTS (SELECT 1 FROM member WHERE member.person_id = person.id)", [id])
    }

    private static func require(_ id: ID<Person>, in transaction: some SQLReading) throws -> Person {
        guard let person = try find(id, in: transaction) else { throw Failure(.notFound, "There is no such person.") }
        return person
    }

    /// Never empty: where the local part shows nothing printable, the whole address stands in.
    private static func name(from email: EmailAddress) throws -> DisplayName {
        let local = String(email.description.prefix { $0 != "@" })
        guard let name = DisplayName(local) ?? DisplayName(String(email.normalized.prefix(DisplayName.characterLimit))) else {
            throw Failure(.invalidRequest, "This address can't be shown as a name.", fields: [FieldFault("/email", "printable characters")])
        }
        return name
    }

    private static let emailTaken = Failure(
        .emailTaken, "Somebody has this address already.", fields: [FieldFault("/email", "another address")])
}
