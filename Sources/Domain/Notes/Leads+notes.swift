import DataStore
package import Identity
package import Primitives
import Realtime

/// The notes of a lead. Each change is based on a version; only its author and admins change a note.
///
/// - Throws: ``Failure`` `forbidden`, `notFound`, `leadMerged`, `conflict` for a lead in the trash; changes of a note besides
///   `versionRequired` and `staleVersion`.
extension Leads {
    /// The newest first.
    package func notes(of id: ID<Lead>, for principal: Principal) async throws -> [Note] {
        try principal.require(.leadsRead)
        return try await store.read { [self] tx in try NoteRows.list(of: try find(id, for: principal, in: tx).id, in: tx) }
    }

    /// - Throws: besides, `invalidRequest`, `conflict` at ``Note/limitPerLead``, `idempotencyKeyReused`.
    package func addNote(
        _ draft: NoteDraft, to id: ID<Lead>, by principal: Principal, key: IdempotencyKey?, trace: TraceID
    ) async throws -> Note {
        try principal.require(.leadsWrite)
        let text = try draft.accepted()
        return try await store.write { [self] tx in
            let lead = try find(id, for: principal, in: tx)
            return try IdempotencyKeys.once(
                key, operation: "notes.add \(id)", input: draft, by: principal, at: clock.now(), in: tx
            ) {
                try Self.requireOutsideTrash(lead)
                guard try NoteRows.count(of: id, in: tx) < Note.limitPerLead else {
                    throw Failure(.conflict, "This lead has \(Note.limitPerLead) notes, which is the most it can. Take one away.")
                }
                return try insert(text, of: lead, by: ChangeActor(principal), trace: trace, in: tx)
            }
        }
    }

    package func editNote(
        _ id: ID<Note>, _ draft: NoteDraft, version: Int64?, by principal: Principal, trace: TraceID
    ) async throws -> Note {
        try principal.require(.leadsWrite)
        return try await store.write { [self] tx in
            let (before, lead) = try findNote(id, version, wanted: draft.text, for: principal, in: tx)
            guard let text = draft.text, text != before.text else { return before }
            var note = before
            note.text = text
            note.version += 1
            note.updatedAt = clock.now()
            try NoteRows.update(note, in: tx)
            try told(.update, note, before: before, of: lead, by: ChangeActor(principal), trace: trace, in: tx)
            return note
        }
    }

    package func removeNote(_ id: ID<Note>, version: Int64?, by principal: Principal, trace: TraceID) async throws {
        try principal.require(.leadsWrite)
        try await store.write { [self] tx in
            let (note, lead) = try findNote(id, version, wanted: nil, for: principal, in: tx)
            var gone = note
            gone.version += 1
            gone.updatedAt = clock.now()
            try NoteRows.delete(id, in: tx)
            try told(.delete, gone, before: note, of: lead, by: ChangeActor(principal), trace: trace, in: tx)
        }
    }
}
