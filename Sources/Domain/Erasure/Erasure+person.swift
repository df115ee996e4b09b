import Blobs
import DataStore
import Identity
import JobQueue
import Primitives
import Realtime

/// One lead at a time, each in a write of its own.
extension Erasure {
    struct Outcome: Sendable {
        var counts = ErasureCounts()
        var hashes: [ContentHash] = []
        /// How the person's numbers were written there.
        var numbers: [String] = []
    }

    /// - Returns: `nil` when the lead is gone.
    func eraseFromLead(_ id: ID<Lead>, _ person: ErasedPerson, _ act: Act) async throws -> Outcome? {
        try await store.write { [self] tx in
            guard let before = try LeadRows.find(id, in: tx) else { return nil }
            var outcome = Outcome()
            var terms = person.terms
            var personal: [LeadKey] = []
            let country = try Duplicates.country(of: before.workspaceId, in: tx)
            func note(email: String?, phone: String?) {
                outcome.numbers += [phone].compactMap { $0 }
                personal += LeadKey.keys(domain: nil, email: email, phone: phone, siren: nil, vat: nil, country: country)
            }
            var lead = before
            if person.owns(email: lead.email, phone: lead.phone, domain: lead.domain) {
                terms += [lead.contactName, lead.phone].compactMap { $0 }
                note(email: lead.email, phone: lead.phone)
                (lead.contactName, lead.email, lead.phone) = (nil, nil, nil)
            }
            for contact in try ContactRows.list(of: id, in: tx)
            where person.owns(email: contact.email, phone: contact.phone, domain: lead.domain) {
                terms += [contact.name, contact.phone].compactMap { $0 }
                note(email: contact.email, phone: contact.phone)
                try ContactRows.delete(contact.id, in: tx)
                outcome.counts.contacts += 1
            }
            try removeKeys(person.keys + personal, of: before, tx)
            let erased = ErasedText(terms)
            try replace(erased, in: &lead, &outcome, tx)
            try removeRendered(of: before, erased, &outcome, tx)
            try rewrite(before, to: lead, by: act, tx)
            outcome.counts.leads = 1
            return outcome
        }
    }

    private func replace(_ erased: ErasedText, in lead: inout Lead, _ outcome: inout Outcome, _ tx: WriteTransaction) throws {
        lead.company = erased.replacing(in: lead.company)
        lead.contactName = erased.replacing(in: lead.contactName)
        // An address or a number that only holds a term is none any more.
        if erased.isIn(lead.email) { lead.email = nil }
        if erased.isIn(lead.phone) { lead.phone = nil }
        lead.notes = erased.replacing(in: lead.notes)
        lead.nextStep = erased.replacing(in: lead.nextStep)
        lead.closeReason = erased.replacing(in: lead.closeReason)
        lead.tags = lead.tags.filter { !erased.isIn($0) }
        outcome.counts.notes += try ErasureRows.replace(erased, in: "text", of: "note", key: "id", lead: lead.id, tx)
        outcome.counts.messages += try replaceMessages(erased, of: lead, tx)
        outcome.counts.history += try ErasureRows.replace(erased, in: "changes", of: "lead_change", key: "id", lead: lead.id, tx)
        outcome.counts.history += try ErasureRows.replace(erased, in: "reason", of: "pipeline_event", key: "id", lead: lead.id, tx)
        outcome.counts.analyses += try ErasureRows.replace(erased, in: "content", of: "analysis", key: "id", lead: lead.id, tx)
        outcome.counts.payouts += try PayoutRows.erase(erased, of: lead.id, wholeLead: false, in: tx)
        for column in ["title", "data"] {
            _ = try ErasureRows.replace(erased, in: column, of: "notification", key: "id", lead: lead.id, tx)
        }
        for column in ["name", "role"] {
            outcome.counts.contacts += try ErasureRows.replace(erased, in: column, of: "contact", key: "id", lead: lead.id, tx)
        }
    }

    /// A dossier can't be changed: all versions go, and one without the person is rendered if the lead was ready.
    private func removeRendered(of lead: Lead, _ erased: ErasedText, _ outcome: inout Outcome, _ tx: WriteTransaction) throws {
        let hashes = try ErasureRows.hashes(of: lead, in: tx).dossiers
        guard !hashes.isEmpty else { return }
        for row in try tx.rows("SELECT object_id FROM dossier WHERE lead_id = ?", [lead.id]) {
            let object: ID<StoredObject> = try row["object_id"]
            try tx.execute("DELETE FROM dossier WHERE object_id = ?", [object])
            try leads.blobs.detach(object, in: tx)
        }
        outcome.hashes += hashes
        outcome.counts.dossiers += hashes.count
        if lead.status == .ready {
            try leads.jobs.enqueue(
                RenderDossier(leadID: lead.id), workspace: lead.workspaceId.description, subject: lead.id.description, trace: TraceID(),
                in: tx)
        }
    }

    /// Without an entry in the history, which would hold what is to go.
    private func rewrite(_ before: Lead, to lead: Lead, by act: Act, _ tx: WriteTransaction) throws {
        var lead = lead
        lead.version = before.version + 1
        lead.updatedAt = clock.now()
        try LeadRows.update(lead, from: before, in: tx)
        try LeadIndex.rebuild(lead, in: tx)
        try LeadTags.set(lead.tags, of: lead, in: tx)
        try LeadKeyRows.replace(try Duplicates.keys(of: lead, in: tx), of: lead.id, in: lead.projectId, source: .lead, tx)
        try LeadKeyRows.replace(try contactKeys(of: lead, tx), of: lead.id, in: lead.projectId, source: .contact, tx)
        leads.changes.record(.update, lead, of: Lead.changes, in: lead.workspaceId, tx)
    }

    /// Wherever they were read, also on the lead's site.
    private func removeKeys(_ keys: [LeadKey], of lead: Lead, _ tx: WriteTransaction) throws {
        for key in keys {
            try tx.execute("DELETE FROM lead_key WHERE lead_id = ? AND kind = ? AND value = ?", [lead.id, key.kind, key.value])
        }
    }

    private func contactKeys(of lead: Lead, _ tx: WriteTransaction) throws -> [LeadKey] {
        let country = try Duplicates.country(of: lead.workspaceId, in: tx)
        let keys = try ContactRows.list(of: lead.id, in: tx).flatMap { contact in
            LeadKey.keys(domain: nil, email: contact.email, phone: contact.phone, siren: nil, vat: nil, country: country)
        }
        return Array(Set(keys))
    }
}
