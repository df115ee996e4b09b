import DataStore
import Identity
import JobQueue
import Primitives

/// Decides what becomes of each row of an import, and does it unless the run is dry.
struct ImportDesk: Sendable {
    private(set) var counts: ImportCounts
    private let value: Import
    private let leads: Leads
    private let isDry: Bool
    private let trace: TraceID
    private let actor: ChangeActor
    private let seen = SeenRows()
    /// Of the batch in hand, which may be undone and taken again.
    private var fresh: Set<Int> = []

    /// After all that people drop.
    private static let analysisPriority = 8

    init(_ value: Import, leads: Leads, isDry: Bool, trace: TraceID) {
        counts = value.counts
        self.value = value
        self.leads = leads
        self.isDry = isDry
        self.trace = trace
        actor = .import(value.id, name: value.fileName, by: value.createdBy)
    }

    /// The batch is kept.
    mutating func settle() {
        seen.add(fresh)
        fresh = []
    }

    mutating func take(_ row: RowReading.Reading, in tx: WriteTransaction) throws {
        counts.rows += 1
        if let known = try ImportRows.imported(row.key, of: value.workspaceId, in: tx) {
            // Its own earlier rows count as repeated ones; what other imports brought is told apart.
            if known.importID == value.id { counts.duplicates += 1 } else { counts.existing += 1 }
            return
        }
        if let fault = row.fault { return try refuse(row, fault, in: tx) }
        let draft: AcceptedDraft
        do throws(Failure) { draft = try row.draft.accepted() } catch { return try refuse(row, error.reason, in: tx) }
        if isDry { try weigh(row, draft, in: tx) } else { try keep(row, draft, in: tx) }
    }

    private mutating func refuse(_ row: RowReading.Reading, _ reason: String, in tx: WriteTransaction) throws {
        counts.refused += 1
        try ImportRows.refuse(line: row.line, because: reason, of: value.id, in: tx)
    }

    // MARK: For good

    private mutating func keep(_ row: RowReading.Reading, _ draft: AcceptedDraft, in tx: WriteTransaction) throws {
        // To skip is to refuse without a word of it in the report.
        let policy: DuplicatePolicy? = value.options.duplicates.map { $0 == .keep ? .keep : $0 == .merge ? .merge : .refuse }
        let outcome: DropOutcome
        do {
            outcome = try leads.insert(
                draft, by: actor, into: value.workspaceId, policy: policy, analyzes: false, isTold: false, trace: trace, in: tx)
        } catch let failure as Failure {
            return try refuse(row, failure.reason, in: tx)
        }
        switch outcome {
        case .created(let lead):
            counts.good += 1
            try ImportRows.remember(row.key, as: lead.id, by: value, in: tx)
            if value.options.analyze { try analyze(lead, in: tx) }
        case .merged(let lead):
            counts.duplicates += 1
            try ImportRows.remember(row.key, as: lead.id, by: value, in: tx)
        case .refused(let duplicates):
            try turnAway(row, duplicates, in: tx)
        }
    }

    private func analyze(_ lead: Lead, in tx: WriteTransaction) throws {
        var job = try JobDraft(
            AnalyzeLead(leadID: lead.id), workspace: lead.workspaceId.description, subject: lead.id.description, trace: trace)
        job.priority = Self.analysisPriority
        try leads.jobs.enqueue(job, in: tx)
    }

    private mutating func turnAway(_ row: RowReading.Reading, _ duplicates: [DuplicateLead], in tx: WriteTransaction) throws {
        guard value.options.duplicates != .skip else {
            counts.duplicates += 1
            return
        }
        let first = duplicates.first.map { "“\($0.company)” (\($0.kinds.map(\.rawValue).joined(separator: ", ")))" } ?? "a lead"
        try refuse(row, "Duplicate of \(first), which is there already.", in: tx)
    }

    // MARK: Dry

    private mutating func weigh(_ row: RowReading.Reading, _ draft: AcceptedDraft, in tx: WriteTransaction) throws {
        guard isNew(row.key.hashValue) else {
            counts.duplicates += 1
            return
        }
        let policy = try value.options.duplicates ?? Self.duplicates(of: value.projectId, value.workspaceId, in: tx)
        guard policy != .keep else {
            counts.good += 1
            return
        }
        let keys = try Duplicates.keys(of: draft, in: value.workspaceId, tx)
        let duplicates = try Duplicates.find(keys, in: value.projectId, tx)
        let isRepeated = keys.reduce(false) { isRepeated, key in !isNew(key.hashValue) || isRepeated }
        guard !duplicates.isEmpty || isRepeated else {
            counts.good += 1
            return
        }
        switch policy {
        case .refuse where duplicates.isEmpty: try refuse(row, "Duplicate of an earlier row.", in: tx)
        case .refuse: try turnAway(row, duplicates, in: tx)
        default: counts.duplicates += 1
        }
    }

    private mutating func isNew(_ hash: Int) -> Bool { !seen.contains(hash) && fresh.insert(hash).inserted }

    private static func duplicates(
        of project: ID<Project>, _ workspace: ID<Workspace>, in tx: some SQLReading
    ) throws -> ImportOptions.Duplicates {
        switch try ProjectRows.find(project, of: workspace, in: tx)?.duplicatePolicy {
        case .merge: .merge
        case .refuse: .refuse
        default: .keep
        }
    }
}

extension Duplicates {
    /// The keys of a lead that is not there yet.
    static func keys(of draft: AcceptedDraft, in workspace: ID<Workspace>, _ tx: some SQLReading) throws -> [LeadKey] {
        let needsCountry = draft.phone.map { !$0.hasPrefix("+") } ?? false
        return LeadKey.keys(
            domain: draft.website?.domain, email: draft.email?.description, phone: draft.phone, siren: draft.siren, vat: draft.vat,
            country: needsCountry ? try country(of: workspace, in: tx) : nil)
    }
}
