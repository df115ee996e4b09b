import DataStore
package import Identity
package import Primitives
import Realtime

extension Leads {
    /// Keeps a lead and enqueues its analysis.
    ///
    /// - Throws: ``Failure`` as ``receive(_:by:key:trace:)``.
    package func drop(_ draft: LeadDraft, by principal: Principal, key: IdempotencyKey? = nil, trace: TraceID) async throws -> Lead {
        try await receive(draft, by: principal, key: key, trace: trace).lead
    }

    /// Keeps a lead and enqueues its analysis, or puts it into one that is there, as the policy of its project has it.
    ///
    /// With a key, the same draft is dropped once however often it is sent; the answer is the lead as it was when dropped.
    ///
    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` with the faults of each field, `duplicateLead`, `idempotencyKeyReused` for
    ///   another draft under the same key.
    package func receive(
        _ draft: LeadDraft, by principal: Principal, key: IdempotencyKey? = nil, trace: TraceID
    ) async throws -> DroppedLead {
        try principal.require(.leadsDrop)
        let accepted = try draft.accepted()
        return try await store.write { [self] tx in
            try IdempotencyKeys.once(key, operation: "leads.drop", input: draft, by: principal, at: clock.now(), in: tx) {
                switch try insert(accepted, by: ChangeActor(principal), into: principal.workspaceID, trace: trace, in: tx) {
                case .created(let lead): return DroppedLead(lead: lead, isNew: true)
                case .merged(let lead): return answer(to: principal, for: accepted, mergedInto: lead)
                case .refused(let duplicates): throw refusal(because: duplicates, to: principal)
                }
            }
        }
    }

    /// Who may drop and not read gets back what they sent, as if it were new.
    private func answer(to principal: Principal, for draft: AcceptedDraft, mergedInto lead: Lead) -> DroppedLead {
        guard !principal.may(.leadsRead) else { return DroppedLead(lead: lead, isNew: false) }
        return DroppedLead(
            lead: Lead(
                draft, id: lead.id, workspace: lead.workspaceId, project: lead.projectId, stage: lead.stageId, status: .new, at: clock.now()
            ),
            isNew: true)
    }

    /// Who may drop and not read is told that the lead is there, and not which.
    private func refusal(because duplicates: [DuplicateLead], to principal: Principal) -> Failure {
        Failure(
            .duplicateLead, "This project has the lead already, and keeps no second one.",
            members: ["duplicates": .array(principal.may(.leadsRead) ? duplicates.map(\.json) : [])])
    }

    /// Keeps a draft within the caller's write: what a form, an import and a person do alike.
    ///
    /// - Parameters:
    ///   - policy: what becomes of a duplicate; `nil` asks the project.
    ///   - analyzes: whether its site is to be read.
    ///   - isTold: whether a new lead has an event of its own; an import tells of all that it makes at once.
    /// - Throws: ``Failure`` `invalidRequest` for a project, stage or owner that the workspace does not have.
    func insert(
        _ draft: AcceptedDraft, by actor: ChangeActor, into workspace: ID<Workspace>, policy: DuplicatePolicy? = nil,
        analyzes: Bool = true, isTold: Bool = true, trace: TraceID, in tx: WriteTransaction
    ) throws -> DropOutcome {
        let place = try Projects.place(draft.projectID, of: workspace, in: tx)
        let named = try draft.stageID.map { try Stages.require($0, of: place.projectID, in: tx) }
        let stage = try named?.id ?? Stages.firstID(of: place.projectID, in: tx)
        if let owner = draft.ownerID { try Self.requireMember(owner, of: workspace, in: tx) }
        let now = clock.now()
        var lead = Lead(
            draft, id: ID(at: now), workspace: workspace, project: place.projectID, stage: stage, status: analyzes ? .new : .idle, at: now)
        if let named {
            try StageEntry.require(lead, named, pointer: "")
            if named.kind != .open { lead.closedAt = now.onTheWire }
        }
        let keys = try Duplicates.keys(of: lead, in: tx)
        let policy = policy ?? place.policy
        // Kept ones are linked by their keys.
        let duplicates = policy == .keep ? [] : try Duplicates.find(keys, in: lead.projectId, tx)
        if let oldest = duplicates.last {
            if policy == .refuse { return .refused(duplicates) }
            return .merged(try absorb(lead, into: oldest.id, by: actor, analyzes: analyzes, trace: trace, in: tx))
        }
        try LeadRows.insert(lead, in: tx)
        try LeadIndex.insert(lead, in: tx)
        for key in keys { try LeadKeyRows.insert(key, of: lead.id, in: lead.projectId, source: .lead, tx) }
        if let named, named.kind != .open {
            try record(StageMove(from: nil, to: named), of: lead, since: now, by: actor, trace: trace, in: tx)
        }
        if isTold {
            try events.updated(lead, by: actor.personID, trace: trace, in: tx)
            try notify(of: lead, since: nil, by: actor, telling: .updated, trace: trace, in: tx)
        }
        changes.record(.insert, lead, of: Lead.changes, in: lead.workspaceId, tx)
        try scheduleReminder(of: lead, before: nil, trace: trace, in: tx)
        if analyzes { try enqueueAnalysis(of: lead, trace: trace, in: tx) }
        return .created(lead)
    }

    /// Puts a lead that is in no row into the one of that id.
    private func absorb(
        _ lead: Lead, into id: ID<Lead>, by actor: ChangeActor, analyzes: Bool, trace: TraceID, in tx: WriteTransaction
    ) throws -> Lead {
        guard let before = try LeadRows.find(id, in: tx) else { throw LeadIsGone(id: id) }
        var after = before
        let rest = after.absorb(lead)
        // It is wanted again.
        after.archivedAt = nil
        let hasNewSite = before.website == nil && after.website != nil
        if hasNewSite, analyzes, !after.status.isUnderway {
            after.status = .new
            after.failure = nil
        }
        let stored = try change(before, to: after, by: actor, trace: trace, in: tx)
        try keep(rest, of: stored, by: actor, trace: trace, in: tx)
        if stored.status == .new, before.status != .new { try enqueueAnalysis(of: stored, trace: trace, in: tx) }
        return stored
    }

    /// - Throws: ``Failure`` `invalidRequest` unless the person belongs to the workspace.
    static func requireMember(_ person: ID<Person>, of workspace: ID<Workspace>, in tx: some SQLReading) throws {
        guard try Members.role(of: person, in: workspace, tx) != nil else {
            throw Failure(
                .invalidRequest, "The lead can't be given to that person.",
                fields: [FieldFault("/ownerId", "This workspace has no such member.")])
        }
    }
}

extension Lead {
    fileprivate init(
        _ draft: AcceptedDraft, id: ID<Lead>, workspace: ID<Workspace>, project: ID<Project>, stage: ID<Stage>, status: LeadStatus,
        at now: Timestamp
    ) {
        self.init(
            id: id, workspaceId: workspace, projectId: project, stageId: stage, rank: Rank(topAt: now), stageSince: now,
            ownerId: draft.ownerID, company: draft.company, website: draft.website?.url, domain: draft.website?.domain,
            contactName: draft.contactName, email: draft.email?.description,
            phone: draft.phone, siren: draft.siren, vat: draft.vat, notes: draft.notes, tags: draft.tags, status: status,
            value: draft.value, nextStep: draft.nextStep, nextStepDue: draft.nextStepDue, remindAt: draft.remindAt, version: 1,
            createdAt: now, updatedAt: now)
    }
}
