import Domain
import Hummingbird
import Identity
import Primitives

/// The contacts of a lead beside its main one.
struct ContactRoutes: Sendable {
    private static let bodyLimit = 16_384

    let leads: Leads
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("leads/{lead}/contacts", .get, gate, needs: .leadsRead, .listContacts) { [leads] call in
            .json(ListedAnswer(items: try await leads.contacts(of: try call.context.leadID(), for: call.principal)))
        }
        router.on("leads/{lead}/contacts", .post, gate, needs: .leadsWrite, .addContact) { [leads] call in
            let id = try call.context.leadID()
            let draft = try await call.request.json(ContactDraft.self, upTo: Self.bodyLimit, in: call.context)
            return .json(
                versioned: try await leads.addContact(draft, to: id, by: call.principal, key: call.idempotencyKey(), trace: call.trace),
                status: .created)
        }
        router.on("contacts/{contact}", .patch, gate, needs: .leadsWrite, .changeContact) { [leads] call in
            let id = try call.context.contactID()
            let patch = try ContactPatch(try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context))
            return .json(
                versioned: try await leads.editContact(
                    id, patch, version: EntityVersion.expected(by: call.request), by: call.principal, trace: call.trace))
        }
        router.on("contacts/{contact}", .delete, gate, needs: .leadsWrite, .removeContact) { [leads] call in
            try await leads.removeContact(
                try call.context.contactID(), version: EntityVersion.expected(by: call.request), by: call.principal, trace: call.trace)
            return Response(status: .noContent)
        }
        router.on("contacts/{contact}/main", .put, gate, needs: .leadsWrite, .makeContactMain) { [leads] call in
            .json(
                versioned: try await leads.makeMain(
                    try call.context.contactID(), version: EntityVersion.expected(by: call.request), by: call.principal, trace: call.trace))
        }
    }
}

extension APIContext {
    fileprivate func contactID() throws(Failure) -> ID<Contact> {
        try id("contact", missing: "There is no such contact in this workspace.")
    }
}
