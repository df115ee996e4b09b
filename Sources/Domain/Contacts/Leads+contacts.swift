import DataStore
import Identity
import Primitives
import Realtime

extension Leads {
    /// Adds a contact within the caller's write.
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

    /// Keeps up with a contact's row what hangs on it: keys, history, events, listeners.
    func told(
        _ kind: ChangeKind, _ contact: Contact, before: Contact?, of lead: Lead, by actor: ChangeActor, trace: TraceID,
        in tx: WriteTransaction
    ) throws {
        let after: JSONValue = kind == .delete ? .null : contact.json
        try record([FieldChange(field: "contact", before: before?.json ?? .null, after: after)], of: lead, by: actor, in: tx)
        try updateContactKeys(of: lead, in: tx)
        try events.updated(contact, isGone: kind == .delete, of: lead, by: actor.personID, trace: trace, in: tx)
        changes.record(kind, contact, of: Contact.changes, in: lead.workspaceId, tx)
    }

    private func updateContactKeys(of lead: Lead, in tx: WriteTransaction) throws {
        let contacts = try ContactRows.list(of: lead.id, in: tx)
        let country = contacts.contains { $0.phone != nil } ? try Duplicates.country(of: lead.workspaceId, in: tx) : nil
        var keys: [LeadKey] = []
        for contact in contacts {
            keys += LeadKey.keys(domain: nil, email: contact.email, phone: contact.phone, siren: nil, vat: nil, country: country)
                .filter { !keys.contains($0) }
        }
        try LeadKeyRows.replace(keys, of: lead.id, in: lead.projectId, source: .contact, tx)
    }
}
