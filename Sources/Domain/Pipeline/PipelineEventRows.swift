import DataStore
import Primitives

/// The table of moves between stages: SQL and row mapping, nothing else.
///
/// Rows of one lead lie together. A row is a whole stay in the stage that was left, so that a report pairs nothing.
enum PipelineEventRows {
    static let migrations = [
        Migration(
            "pipeline/001",
            """
            CREATE TABLE pipeline_event (
                lead_id TEXT NOT NULL REFERENCES lead(id),
                id TEXT NOT NULL,
                project_id TEXT NOT NULL,
                from_stage_id TEXT,
                from_name TEXT,
                from_kind TEXT,
                to_stage_id TEXT NOT NULL,
                to_name TEXT NOT NULL,
                to_kind TEXT NOT NULL,
                is_forward INTEGER NOT NULL,
                since INTEGER NOT NULL,
                at INTEGER NOT NULL,
                actor_kind TEXT NOT NULL,
                actor_id TEXT,
                actor_name TEXT,
                value_amount INTEGER,
                value_currency TEXT,
                reason TEXT,
                PRIMARY KEY (lead_id, id)
            ) {clustered};
            CREATE INDEX pipeline_event_by_project ON pipeline_event (project_id, id);
            CREATE INDEX pipeline_event_by_stage ON pipeline_event (from_stage_id, at, since, is_forward);
            """)
    ]

    /// - Parameter since: when the lead had come to the stage that it leaves.
    static func insert(
        _ move: StageMove, of lead: Lead, since: Timestamp, at now: Timestamp, by actor: ChangeActor, in tx: WriteTransaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO pipeline_event (lead_id, id, project_id, from_stage_id, from_name, from_kind, to_stage_id, to_name, to_kind, is_forward,
                since, at, actor_kind, actor_id, actor_name, value_amount, value_currency, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                lead.id, ID<PipelineEvent>(at: now), lead.projectId, move.from?.id, move.from?.name, move.from?.kind, move.to.id,
                move.to.name,
                move.to.kind, move.isForward, since, now, actor.kind, actor.id, actor.name, lead.value?.amount, lead.value?.currency.code,
                lead.closeReason,
            ])
    }

    /// The newest first, from below `before`.
    ///
    /// - Parameter column: `project_id` or `lead_id`.
    static func list(
        where column: String, is id: String, before: ID<PipelineEvent>?, limit: Int, in tx: some SQLReading
    ) throws -> [PipelineEvent] {
        try tx.rows(
            """
            SELECT e.*, l.company, p.name AS person_name FROM pipeline_event AS e
            LEFT JOIN lead AS l ON l.id = e.lead_id
            LEFT JOIN person AS p ON e.actor_kind = 'person' AND p.id = e.actor_id
            WHERE e.\(column) = ?\(before == nil ? "" : " AND e.id < ?") ORDER BY e.id DESC LIMIT ?
            """, [id] + (before.map { [$0] } ?? []) + [limit]
        ).map(decode)
    }

    private static func decode(_ row: SQLRow) throws -> PipelineEvent {
        let from: ID<Stage>? = try row["from_stage_id"]
        let amount: Int64? = try row["value_amount"]
        let currency: String? = try row["value_currency"]
        return PipelineEvent(
            id: try row["id"], leadID: try row["lead_id"], company: try row["company"], projectID: try row["project_id"],
            from: try from.map { PipelineEvent.Place(id: $0, name: try row["from_name"], kind: try row["from_kind"]) },
            to: PipelineEvent.Place(id: try row["to_stage_id"], name: try row["to_name"], kind: try row["to_kind"]),
            since: try row["since"],
            at: try row["at"], actorKind: try row["actor_kind"], actorID: try row["actor_id"],
            actorName: try row["person_name"] ?? row["actor_name"],
            value: amount.flatMap { amount in currency.flatMap { Currency($0) }.map { Money(amount, $0) } }, reason: try row["reason"])
    }
}
