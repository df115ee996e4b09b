import DataStore
import Identity
import Primitives
import Realtime

/// Parts of writes that change contacts.
extension Leads {
    @discardableResult
    func insert(_ fields: ContactFields, of lead: Lead, by actor: ChangeActor, trace: TraceID, in tx: WriteTransaction) throws -> Contact {
        let now = clock.now()
        let contact = Contact(
            id: ID(at: now), workspaceId: lead.workspaceId, leadId: lead.id, name: fields.name, role: fields.role, email: fields.email,
            phone: fields.phone, version: 1, createdAt: now, updatedAt: now)
        try ContactRows.insert(contact, in: tx)
        try told(.insert, contact, before: nil, of: lead, by: actor, trace: trace, in: tx)
        return contact
    }

    func take(_ contact: Contact, from lead: Lead, by actor: ChangeActor, trace: TraceID, in tx: WriteTransaction) throws {
        var gone = contact
        gone.version += 1
        gone.updatedAt = clock.now()
        try ContactRows.delete(contact.id, in: tx)
        try told(.delete, gone, before: contact, of: lead, by: actor, trace: trace, in: tx)
    }

    func findContact(
        _ id: ID<Contact>, _ version: Int64?, wanted: JSONValue = .null, for principal: Principal, in tx: some SQLReading
    ) throws -> (Contact, Lead) {
        guard let contact = try ContactRows.find(id, of: principal.workspaceID, in: tx) else {
            throw Failure(.notFound, "There is no such contact in this workspace.")
        }
        let lead = try find(contact.leadId, for: principal, in: tx)
        try BaseVersion.require(version, is: contact.version, of: contact, wanting: wanted)
        try Self.requireOutsideTrash(lead)
        return (contact, lead)
    }

    /// Keeps up with a contact's row what hangs on it: keys, history, events, listeners.
    func told(
        _ kind: ChangeKind, _ contact: Contact, before: Contact?, of lead: Lead, by actor: ChangeActor, trace: TraceID,
        in tx: WriteTransaction
    ) throws {
        let after: JSONValue = kind == .delete ? .null : contact.json
        try record([FieldChange(field: "contact", before: before?.json ?? .null, after: after)], of: lead, by: actor, in: tx)
        try updateContactKeys(of: lead, in: tx)
        try LeadIndex.update(lead, in: tx)
        try events.updated(contact, isGone: kind == .delete, of: lead, by: actor.personID, trace: trace, in: tx)
        changes.record(kind, contact, of: Contact.changes, in: lead.workspaceId, tx)
    }

    func updateContactKeys(of lead: Lead, in tx: WriteTransaction) throws {
        let contacts = try ContactRows.list(of: lead.id, in: tx)
        let country = contacts.contains { $0.phone != nil } ? try Duplicates.country(of: lead.workspaceId, in: tx) : nil
        var keys: [LeadKey] = []
        for contact in contacts {
            keys += LeadKey.keys(email: contact.email, phone: contact.phone, country: country)
                .filter { !keys.contains($0) }
        }
        try LeadKeyRows.replace(keys, of: lead.id, in: lead.projectId, source: .contact, tx)
    }
}
