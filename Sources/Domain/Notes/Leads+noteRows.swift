import DataStore
import Identity
import Primitives
import Realtime

/// Parts of writes that change notes.
extension Leads {
    /// - Parameter text: fit to keep.
    @discardableResult
    func insert(_ text: String, of lead: Lead, by actor: ChangeActor, trace: TraceID, in tx: WriteTransaction) throws -> Note {
        let now = clock.now()
        let new = Note(
            id: ID(at: now), workspaceId: lead.workspaceId, leadId: lead.id, text: text, authorId: actor.personID, authorName: actor.name,
            version: 1, createdAt: now, updatedAt: now)
        try NoteRows.insert(new, programName: actor.name, in: tx)
        // With the author's name.
        let note = try NoteRows.find(new.id, of: lead.workspaceId, in: tx) ?? new
        try told(.insert, note, before: nil, of: lead, by: actor, trace: trace, in: tx)
        return note
    }

    func findNote(
        _ id: ID<Note>, _ version: Int64?, wanted: String?, for principal: Principal, in tx: some SQLReading
    ) throws -> (Note, Lead) {
        guard let note = try NoteRows.find(id, of: principal.workspaceID, in: tx) else {
            throw Failure(.notFound, "There is no such note in this workspace.")
        }
        let lead = try find(note.leadId, for: principal, in: tx)
        let isAuthor = note.authorId != nil && note.authorId == principal.personID
        guard isAuthor || principal.may(.workspaceManage) else {
            throw Failure(.forbidden, "Only who wrote a note, and the admins of the workspace, change it.")
        }
        try BaseVersion.require(
            version, is: note.version, of: note, wanting: wanted.map { ["text": .string($0)] } ?? .null)
        try Self.requireOutsideTrash(lead)
        return (note, lead)
    }

    /// Keeps up with a note's row what hangs on it: history, events, listeners.
    func told(
        _ kind: ChangeKind, _ note: Note, before: Note?, of lead: Lead, by actor: ChangeActor, trace: TraceID, in tx: WriteTransaction
    ) throws {
        let after: JSONValue = kind == .delete ? .null : note.json
        try record([FieldChange(field: "note", before: before?.json ?? .null, after: after)], of: lead, by: actor, in: tx)
        try LeadIndex.update(lead, in: tx)
        try events.updated(note, isGone: kind == .delete, of: lead, by: actor.personID, trace: trace, in: tx)
        changes.record(kind, note, of: Note.changes, in: lead.workspaceId, tx)
    }
}
