import Blobs
package import DataStore
package import Identity
import JobQueue
package import Primitives
import Realtime

/// Erases a lead, or a person from all leads, everywhere in the node, as the European regulation asks (GDPR, article 17).
package struct Erasure: Sendable {
    let store: Store
    let leads: Leads
    let imports: Imports
    let clock: WallClock
    private let ring: KeyRing
    private let forgetMail: @Sendable (_ isNamed: (String) -> Bool) -> Void

    /// - Parameter forgetMail: takes away the messages that the node itself keeps and in which somebody is named.
    package init(
        store: Store, leads: Leads, imports: Imports, ring: KeyRing, clock: WallClock = .system,
        forgetMail: @escaping @Sendable (_ isNamed: (String) -> Bool) -> Void = { _ in }
    ) {
        self.store = store
        self.leads = leads
        self.imports = imports
        self.ring = ring
        self.clock = clock
        self.forgetMail = forgetMail
    }

    /// Erases a lead with all that is known of it, also out of the trash.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`.
    package func erase(_ id: ID<Lead>, act: Act) async throws -> ErasureCounts {
        let principal = try act.requirePrincipal()
        try principal.require(.leadsErase)
        var counts = ErasureCounts()
        let (lead, hashes, contacts, terms, ids) = try await store.read { [leads] tx in
            let lead = try leads.find(id, for: principal, in: tx)
            let contacts = try ContactRows.list(of: id, in: tx)
            let terms = [lead.email, lead.phone] + contacts.flatMap { [$0.email, $0.phone] }
            // What was merged into it keeps its events under its own id.
            let ids = [id] + (try MergedLeadRows.merged(into: id, in: tx))
            return (lead, try ErasureRows.hashes(of: lead, in: tx), contacts, terms.compactMap { $0 }, ids)
        }
        counts.leads = 1
        counts.dossiers = hashes.dossiers.count
        counts.files = hashes.files.count
        counts += try await store.read { tx in
            var counts = ErasureCounts()
            counts.contacts = try ErasureRows.count("contact", of: id, in: tx)
            counts.notes = try ErasureRows.count("note", of: id, in: tx)
            counts.messages = try ErasureRows.countMessages(of: id, in: tx)
            counts.history = try ErasureRows.count("lead_change", of: id, in: tx)
            counts.analyses = try ErasureRows.count("analysis", of: id, in: tx)
            counts.jobs = try tx.value("SELECT count(*) FROM job WHERE subject_id = ?", [id.description]) ?? 0
            return counts
        }
        counts.imports = try await forgetFiles(with: terms, broughtLeads: ids, of: lead.workspaceId)
        while try await store.write({ [leads] tx in
            guard let lead = try LeadRows.find(id, in: tx) else { return false }
            return try LeadRemoval.step(lead, of: leads, in: tx)
        }) { try Task.checkCancellation() }
        try await removeDeliveries(of: id)
        for id in ids { counts.events += try await removeEvents(in: .lead(id)) + removeEvents(in: .channel(id)) }
        counts.files += try await eraseFromFiles(terms, of: lead.workspaceId)
        counts.payouts = try await store.write { tx in
            let names = contacts.map(\.name) + [lead.company, lead.contactName].compactMap { $0 }
            return try PayoutRows.erase(ErasedText(terms + names), of: id, wholeLead: true, in: tx)
        }
        counts = try await store.write { [self, counts] tx in
            var counts = counts
            for id in ids {
                try tx.execute("DELETE FROM import_row WHERE lead_id = ?", [id])
                counts.answers += try ErasureRows.removeAnswers(with: id.description, of: lead.workspaceId, in: tx)
            }
            // A site is a lead's alone, where an address at a large mail service is not.
            let site = lead.website == nil ? nil : lead.domain
            try finish(
                .leadErased, of: AuditSubject("lead", id: id), &counts, terms, telemetry: terms + [site].compactMap { $0 },
                in: lead.workspaceId, act: act, tx)
            return counts
        }
        forgetMail(ErasedText(terms).isIn)
        try await leads.blobs.sweep(hashes.dossiers + hashes.files, in: ID(of: lead.workspaceId))
        try await store.forgetLog()
        return counts
    }

    /// The last write of an erasure: what is left to replace, the order for what is kept elsewhere, and the entry that says how much went.
    private func finish(
        _ action: AuditAction, of subject: AuditSubject, _ counts: inout ErasureCounts, _ terms: [String], telemetry: [String],
        in workspace: ID<Workspace>, act: Act, _ tx: WriteTransaction
    ) throws {
        let now = clock.now()
        counts.views = try Self.eraseFromViews(terms, of: workspace, at: now, in: tx)
        try Self.eraseFromImportNames(terms, of: workspace, in: tx)
        let erased = ErasedText(telemetry)
        if !erased.terms.isEmpty {
            let job = EraseTelemetry(
                workspaceID: workspace, terms: try SealedTerms.seal(erased.terms, with: ring.current(.erasureSealing)), orderedAt: now)
            try leads.jobs.enqueue(job, workspace: workspace.description, trace: TraceID(), in: tx)
        }
        try LeadIndex.forget(in: tx)
        try MessageIndex.forget(in: tx)
        try AuditLog.append(AuditEntry(action, on: subject, in: workspace, after: counts.audited, act: act, at: now), in: tx)
    }

    /// Erases a person out of every lead of the workspace: where they are the contact, what they are called goes; where they are named,
    /// `[erased]` stands in their place.
    ///
    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` unless an e-mail address or a telephone number is given.
    package func erase(person: ErasedPerson, act: Act) async throws -> ErasureCounts {
        let principal = try act.requirePrincipal()
        try principal.require(.leadsErase)
        let workspace = principal.workspaceID
        let keys = person.keys
        let found = try await store.read { try ErasureRows.leads(with: person.terms, keys: keys, of: workspace, in: $0) }
        var counts = ErasureCounts()
        var hashes: [ContentHash] = []
        var terms = person.terms
        for id in found {
            try Task.checkCancellation()
            guard let outcome = try await eraseFromLead(id, person, act) else { continue }
            counts += outcome.counts
            hashes += outcome.hashes
            terms += outcome.numbers
            try await removeDeliveries(of: id)
            counts.events += try await removeEvents(in: .lead(id))
            for merged in try await store.read({ try MergedLeadRows.merged(into: id, in: $0) }) {
                counts.events += try await removeEvents(in: .lead(merged)) + removeEvents(in: .channel(merged))
            }
        }
        counts += try await eraseFromMessages(terms, of: workspace)
        for term in Set(terms) {
            // What they stand in without a lead: messages of channels, above all.
            try await removeRows(of: "notification", columns: "title || char(10) || data", with: term, of: workspace)
            try await removeRows(of: "webhook_delivery", columns: "body", with: term, of: workspace)
        }
        counts.files += try await eraseFromFiles(terms, of: workspace)
        counts.imports = try await forgetFiles(with: terms, broughtLeads: [], of: workspace)
        counts = try await store.write { [self, counts, terms] tx in
            var counts = counts
            for term in Set(terms) { counts.answers += try ErasureRows.removeAnswers(with: term, of: workspace, in: tx) }
            try finish(.personErased, of: AuditSubject("person"), &counts, terms, telemetry: terms, in: workspace, act: act, tx)
            return counts
        }
        forgetMail(ErasedText(terms).isIn)
        try await leads.blobs.sweep(hashes, in: ID(of: workspace))
        try await store.forgetLog()
        return counts
    }

    /// Looked for while others write, removed in small steps.
    private func removeRows(of table: String, columns: String, with term: String, of workspace: ID<Workspace>) async throws {
        while true {
            let found = try await store.read { try ErasureRows.rows(of: table, columns: columns, with: term, of: workspace, in: $0) }
            guard !found.isEmpty else { return }
            try await store.write { tx in
                for id in found { try tx.execute("DELETE FROM \(table) WHERE id = ?", [id]) }
            }
            try Task.checkCancellation()
        }
    }

    /// What was sent to webhooks; what receivers keep of it is theirs to erase.
    private func removeDeliveries(of id: ID<Lead>) async throws {
        let step = ErasureRows.stepLimit
        while try await store.write({ try DeliveryRows.forget(about: id, limit: step, in: $0) }) == step {}
    }

    private func removeEvents(in room: Room) async throws -> Int {
        var total = 0
        while true {
            let count = try await store.write { try ErasureRows.removeEvents(in: room, $0) }
            total += count
            if count < ErasureRows.stepLimit { return total }
        }
    }
}

extension AuditAction {
    static let leadErased: AuditAction = "lead.erased"
    static let personErased: AuditAction = "person.erased"
}
