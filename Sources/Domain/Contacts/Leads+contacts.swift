import DataStore
package import Identity
package import Primitives
import Realtime

/// The contacts of a lead beside its main one. Each change is based on a version.
///
/// - Throws: ``Failure`` `forbidden`, `notFound`, `leadMerged`, `conflict` for a lead in the trash; changes of a contact besides
///   `versionRequired` and `staleVersion`.
extension Leads {
    /// In the order in which they were added.
    package func contacts(of id: ID<Lead>, for principal: Principal) async throws -> [Contact] {
        try principal.require(.leadsRead)
        return try await store.read { [self] tx in try ContactRows.list(of: try find(id, for: principal, in: tx).id, in: tx) }
    }

    /// - Throws: besides, `invalidRequest`, `conflict` at ``Contact/limitPerLead``, `idempotencyKeyReused`.
    package func addContact(
        _ draft: ContactDraft, to id: ID<Lead>, by principal: Principal, key: IdempotencyKey?, trace: TraceID
    ) async throws -> Contact {
        try principal.require(.leadsWrite)
        let fields = try draft.accepted()
        return try await store.write { [self] tx in
            let lead = try find(id, for: principal, in: tx)
            return try IdempotencyKeys.once(
                key, operation: "contacts.add \(id)", input: draft, by: principal, at: clock.now(), in: tx
            ) {
                try Self.requireOutsideTrash(lead)
                guard try ContactRows.count(of: id, in: tx) < Contact.limitPerLead else {
                    throw Failure(.conflict, "This lead has \(Contact.limitPerLead) contacts, which is the most it can. Take one away.")
                }
                return try insert(fields, of: lead, by: ChangeActor(principal), trace: trace, in: tx)
            }
        }
    }

    package func editContact(
        _ id: ID<Contact>, _ patch: ContactPatch, version: Int64?, by principal: Principal, trace: TraceID
    ) async throws -> Contact {
        try principal.require(.leadsWrite)
        return try await store.write { [self] tx in
            let (before, lead) = try findContact(id, version, wanted: patch.wanted, for: principal, in: tx)
            var contact = patch.applied(to: before)
            guard contact != before else { return before }
            contact.version += 1
            contact.updatedAt = clock.now()
            try ContactRows.update(contact, in: tx)
            try told(.update, contact, before: before, of: lead, by: ChangeActor(principal), trace: trace, in: tx)
            return contact
        }
    }

    package func removeContact(_ id: ID<Contact>, version: Int64?, by principal: Principal, trace: TraceID) async throws {
        try principal.require(.leadsWrite)
        try await store.write { [self] tx in
            let (contact, lead) = try findContact(id, version, for: principal, in: tx)
            try take(contact, from: lead, by: ChangeActor(principal), trace: trace, in: tx)
        }
    }

    /// Makes a contact the main one of its lead, which becomes a contact in its place; answers the lead.
    package func makeMain(_ id: ID<Contact>, version: Int64?, by principal: Principal, trace: TraceID) async throws -> Lead {
        try principal.require(.leadsWrite)
        return try await store.write { [self] tx in
            let (before, lead) = try findContact(id, version, for: principal, in: tx)
            let actor = ChangeActor(principal)
            var changed = lead
            (changed.contactName, changed.email, changed.phone) = (before.name, before.email, before.phone)
            if let name = lead.contactName ?? lead.email ?? lead.phone {
                var contact = before
                (contact.name, contact.role, contact.email, contact.phone) = (name, nil, lead.email, lead.phone)
                contact.version += 1
                contact.updatedAt = clock.now()
                try ContactRows.update(contact, in: tx)
                try told(.update, contact, before: before, of: lead, by: actor, trace: trace, in: tx)
            } else {
                try take(before, from: lead, by: actor, trace: trace, in: tx)
            }
            return try change(lead, to: changed, by: actor, trace: trace, in: tx)
        }
    }
}
