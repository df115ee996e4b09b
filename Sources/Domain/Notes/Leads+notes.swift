import DataStore
import Identity
import Primitives
import Realtime

extension Leads {
    /// Adds a note within the caller's write; the text is fit to keep.
    @discardableResult
    func insert(_ text: String, of lead: Lead, by actor: ChangeActor, trace: TraceID, in tx: WriteTransaction) throws -> Note {
        let now = clock.now()
        var note = Note(
            id: ID(at: now), workspaceId: lead.workspaceId, leadId: lead.id, text: text, authorId: actor.personID, authorName: actor.name,
            version: 1, createdAt: now, updatedAt: now)
        try NoteRows.insert(note, programName: actor.name, in: tx)
        note = try NoteRows.find(note.id, of: lead.workspaceId, in: tx) ?? note
        try told(.insert, note, before: nil, of: lead, by: actor, trace: trace, in: tx)
        return note
    }

    /// Keeps up with a note's row what hangs on it: history, events, listeners.
    func told(
        _ kind: ChangeKind, _ note: Note, before: Note?, of lead: Lead, by actor: ChangeActor, trace: TraceID, in tx: WriteTransaction
    ) throws {
        let after: JSONValue = kind == .delete ? .null : note.json
        try record([FieldChange(field: "note", before: before?.json ?? .null, after: after)], of: lead, by: actor, in: tx)
        try events.updated(note, isGone: kind == .delete, of: lead, by: actor.personID, trace: trace, in: tx)
        changes.record(kind, note, of: Note.changes, in: lead.workspaceId, tx)
    }
}
