import DataStore
import Identity
import Primitives

/// The table of leads: SQL and row mapping, nothing else.
///
/// Its project is that of its stage, so the stage alone is a foreign key: one look less with every drop, and one id less in the index of stages.
enum LeadRows {
    static let migrations = [
        Migration(
            "leads/001",
            """
            CREATE TABLE lead (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                project_id TEXT NOT NULL,
                stage_id TEXT NOT NULL REFERENCES stage(id),
                rank TEXT NOT NULL,
                stage_since INTEGER NOT NULL,
                owner_id TEXT,
                company TEXT NOT NULL,
                website TEXT,
                domain TEXT,
                contact_name TEXT,
                email TEXT,
                phone TEXT,
                siren TEXT,
                vat TEXT,
                notes TEXT,
                tags TEXT,
                company_key TEXT NOT NULL,
                status TEXT NOT NULL CHECK (
                    status = 'idle' OR status = 'new' OR status = 'analyzing' OR status = 'rendering' OR status = 'ready' OR status = 'failed'),
                failure_code TEXT,
                failure_message TEXT,
                score INTEGER,
                value_amount INTEGER CHECK (value_amount >= 0),
                value_currency TEXT,
                close_reason TEXT,
                closed_at INTEGER,
                next_step TEXT,
                next_step_due INTEGER,
                remind_at INTEGER,
                archived_at INTEGER,
                deleted_at INTEGER,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                ready_at INTEGER
            ) {clustered};
            CREATE INDEX lead_by_workspace ON lead (workspace_id, id);
            CREATE INDEX lead_by_updated ON lead (workspace_id, updated_at, id);
            CREATE INDEX lead_by_score ON lead (workspace_id, score, id);
            CREATE INDEX lead_by_company ON lead (workspace_id, company_key, id);
            CREATE INDEX lead_by_stage ON lead (stage_id, rank, id, stage_since, value_amount, value_currency, archived_at, deleted_at);
            CREATE INDEX lead_by_value ON lead (workspace_id, value_amount, id) WHERE value_amount IS NOT NULL;
            CREATE INDEX lead_by_closing ON lead (project_id, closed_at, id) WHERE closed_at IS NOT NULL;
            CREATE INDEX lead_by_status ON lead (workspace_id, status, id) WHERE status <> 'ready';
            CREATE INDEX lead_by_owner ON lead (workspace_id, owner_id, id) WHERE owner_id IS NOT NULL;
            CREATE INDEX lead_by_due ON lead (workspace_id, next_step_due, id) WHERE next_step_due IS NOT NULL;
            CREATE INDEX lead_archived ON lead (workspace_id, id) WHERE archived_at IS NOT NULL;
            CREATE INDEX lead_in_trash ON lead (workspace_id, id) WHERE deleted_at IS NOT NULL;
            """)
    ]

    static func insert(_ lead: Lead, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO lead (id, workspace_id, project_id, stage_id, rank, stage_since, owner_id, company, website, domain, contact_name, email,
                phone, siren, vat, notes, tags, company_key, status, value_amount, value_currency, closed_at, next_step, next_step_due,
                remind_at, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                lead.id, lead.workspaceId, lead.projectId, lead.stageId, lead.rank, lead.stageSince, lead.ownerId, lead.company,
                lead.website,
                lead.domain, lead.contactName, lead.email, lead.phone, lead.siren, lead.vat, lead.notes, TagList(lead.tags).text,
                companyKey(of: lead), lead.status, lead.value?.amount, lead.value?.currency.code, lead.closedAt, lead.nextStep,
                lead.nextStepDue, lead.remindAt, lead.version, lead.createdAt, lead.updatedAt,
            ])
        if !lead.tags.isEmpty { try LeadTags.set(lead.tags, of: lead, in: tx) }
    }

    /// Writes all that has changed, by groups: an index is touched when a column of its own is named, whether it has another value or not.
    static func update(_ lead: Lead, from before: Lead, in tx: WriteTransaction) throws {
        var columns = ["version", "updated_at"]
        var values: [any SQLConvertible] = [lead.version, lead.updatedAt]
        for group in LeadColumns.all {
            let (now, then) = (group.values(lead), group.values(before))
            guard !zip(now, then).allSatisfy({ $0.sqlValue == $1.sqlValue }) else { continue }
            columns += group.names
            values += now
        }
        if lead.company != before.company {
            columns.append("company_key")
            values.append(companyKey(of: lead))
        }
        let assignments = columns.map { "\($0) = ?" }.joined(separator: ", ")
        try tx.execute("UPDATE lead SET \(assignments) WHERE id = ?", values + [lead.id])
    }

    static func find(_ id: ID<Lead>, in tx: some SQLReading) throws -> Lead? {
        try tx.row("SELECT \(columns) FROM lead WHERE id = ?", [id]).map(decode)
    }

    /// Those of a page, in its order: by one statement, for asking fifty times costs more than the reading.
    static func find(_ ids: [ID<Lead>], in tx: some SQLReading) throws -> [Lead] {
        guard !ids.isEmpty else { return [] }
        let places = Array(repeating: "?", count: ids.count).joined(separator: ", ")
        let found = try tx.rows("SELECT \(columns) FROM lead WHERE id IN (\(places))", ids).map { try decode($0) }
        let byID = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
        return ids.compactMap { byID[$0] }
    }

    static func find(_ id: ID<Lead>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Lead? {
        try tx.row("SELECT \(columns) FROM lead WHERE id = ? AND workspace_id = ?", [id, workspace]).map(decode)
    }

    /// Those in the trash, too.
    static func owned(by person: ID<Person>, in workspace: ID<Workspace>, limit: Int, _ tx: some SQLReading) throws -> [Lead] {
        try tx.rows("SELECT \(columns) FROM lead WHERE workspace_id = ? AND owner_id = ? LIMIT ?", [workspace, person, limit]).map(decode)
    }

    /// Of all workspaces, as they come.
    static func trashed(before end: Timestamp, limit: Int, in tx: some SQLReading) throws -> [Lead] {
        try tx.rows("SELECT \(columns) FROM lead WHERE deleted_at < ? LIMIT ?", [end, limit]).map(decode)
    }

    /// A query of the column `id`: the first of the leads outside the trash whose company begins with a text that is folded.
    static func beginning(with text: String, of workspace: ID<Workspace>, limit: Int, _ dialect: Dialect) -> SQLPart {
        let key = text.prefix(utf8: companyKeyLimit)
        return SQLPart(
            """
            SELECT id FROM lead\(dialect.reading(by: "lead_by_company"))
            WHERE workspace_id = ? AND company_key >= ? AND company_key < ? AND deleted_at IS NULL ORDER BY company_key, id LIMIT ?
            """, [workspace, key, key + "\u{10FFFF}", limit])
    }

    /// What companies are sorted by, in bytes of UTF-8; those that agree so far come by their age.
    private static let companyKeyLimit = 64

    private static func companyKey(of lead: Lead) -> String { Folding.fold(lead.company).prefix(utf8: companyKeyLimit) }

    /// What ``decode(_:)`` reads, in its order.
    static let columns = """
        id, workspace_id, project_id, stage_id, rank, stage_since, owner_id, company, website, domain, contact_name, email, phone, siren, vat, notes,
        tags, status, failure_code, failure_message, score, value_amount, value_currency, close_reason, closed_at, next_step, next_step_due,
        remind_at, archived_at, deleted_at, version, created_at, updated_at, ready_at
        """

    /// A row of ``columns``. By place: looking thirty names up for each lead took longer than reading what they are called by.
    static func decode(_ row: SQLRow) throws -> Lead {
        var fields = row.fields
        return Lead(
            id: try fields.next(), workspaceId: try fields.next(), projectId: try fields.next(), stageId: try fields.next(),
            rank: try fields.next(), stageSince: try fields.next(), ownerId: try fields.next(), company: try fields.next(),
            website: try fields.next(), domain: try fields.next(), contactName: try fields.next(), email: try fields.next(),
            phone: try fields.next(), siren: try fields.next(), vat: try fields.next(), notes: try fields.next(),
            tags: try TagList(text: fields.next()).tags, status: try fields.next(), failure: try failure(&fields), score: try fields.next(),
            value: try money(&fields), closeReason: try fields.next(), closedAt: try fields.next(), nextStep: try fields.next(),
            nextStepDue: try fields.next(), remindAt: try fields.next(), archivedAt: try fields.next(), deletedAt: try fields.next(),
            version: try fields.next(), createdAt: try fields.next(), updatedAt: try fields.next(), readyAt: try fields.next())
    }

    private static func failure(_ fields: inout SQLFields) throws -> LeadFailure? {
        let (code, message): (String?, String?) = (try fields.next(), try fields.next())
        guard let code else { return nil }
        guard let message else { throw StoreError(.unreadableRow, "a lead has failed without a message") }
        return LeadFailure(code: code, message: message)
    }

    private static func money(_ fields: inout SQLFields) throws -> Money? {
        let (amount, code): (Int64?, String?) = (try fields.next(), try fields.next())
        guard let amount, let code else { return nil }
        guard let currency = Currency(code) else { throw StoreError(.unreadableRow, "\(code) is no currency") }
        return Money(amount, currency)
    }
}
