import DataStore
import Identity
import Primitives

extension Leads {
    /// Keeps what of an absorbed lead has no place in the fields of `lead`: a contact, a note.
    func keep(_ rest: LeadRest, of lead: Lead, by actor: ChangeActor, trace: TraceID, in tx: WriteTransaction) throws {
        if let contact = rest.contact, try !has(contact, lead, in: tx), try ContactRows.count(of: lead.id, in: tx) < Contact.limitPerLead {
            try insert(
                ContactFields(name: contact.name, role: nil, email: contact.email, phone: contact.phone), of: lead, by: actor, trace: trace,
                in: tx)
        }
        if let text = rest.note, try NoteRows.count(of: lead.id, in: tx) < Note.limitPerLead {
            try insert(text, of: lead, by: actor, trace: trace, in: tx)
        }
    }

    private func has(
        _ contact: (name: String, email: String?, phone: String?), _ lead: Lead, in tx: some SQLReading
    ) throws -> Bool {
        try ContactRows.list(of: lead.id, in: tx).contains {
            $0.name == contact.name && (contact.email == nil || $0.email == contact.email)
                && (contact.phone == nil || $0.phone == contact.phone)
        }
    }
}
