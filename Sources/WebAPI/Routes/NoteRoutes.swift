import Domain
import Hummingbird
import Identity
import Primitives

/// The notes of a lead.
struct NoteRoutes: Sendable {
    let leads: Leads
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("leads/{lead}/notes", .get, gate, needs: .leadsRead, .listNotes) { [leads] call in
            .json(ListedAnswer(items: try await leads.notes(of: try call.context.leadID(), for: call.principal)))
        }
        router.on("leads/{lead}/notes", .post, gate, needs: .leadsWrite, .addNote) { [leads] call in
            let id = try call.context.leadID()
            let draft = try await call.request.json(NoteDraft.self, upTo: LeadEditingRoutes.bodyLimit, in: call.context)
            return .json(
                versioned: try await leads.addNote(draft, to: id, by: call.principal, key: call.idempotencyKey(), trace: call.trace),
                status: .created)
        }
        router.on("notes/{note}", .patch, gate, needs: .leadsWrite, .changeNote) { [leads] call in
            let id = try call.context.noteID()
            let draft = try NoteDraft(try await call.request.mergePatch(upTo: LeadEditingRoutes.bodyLimit, in: call.context))
            return .json(
                versioned: try await leads.editNote(
                    id, draft, version: EntityVersion.expected(by: call.request), by: call.principal, trace: call.trace))
        }
        router.on("notes/{note}", .delete, gate, needs: .leadsWrite, .removeNote) { [leads] call in
            try await leads.removeNote(
                try call.context.noteID(), version: EntityVersion.expected(by: call.request), by: call.principal, trace: call.trace)
            return Response(status: .noContent)
        }
    }
}

extension APIContext {
    fileprivate func noteID() throws(Failure) -> ID<Note> {
        try id("note", missing: "There is no such note in this workspace.")
    }
}
