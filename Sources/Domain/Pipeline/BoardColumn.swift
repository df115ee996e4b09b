import DataStore
import Identity
import Primitives

/// Reads the cards of one stage from the top down.
struct BoardColumn {
    let stage: Stage
    let query: LeadQuery
    let workspace: ID<Workspace>
    let now: Timestamp

    /// - Returns: at most `limit` cards, and the cursor of those below.
    func page(after cursor: String?, limit: Int, in tx: some SQLReading) throws -> (cards: [Board.Card], next: String?) {
        let conditions = Pipeline.conditions(query.filter, of: workspace, at: now)
        var start = SQLPart("")
        if let cursor {
            let place = try place(cursor)
            start = SQLPart(" AND (l.rank, l.id) > (?, ?)", [place.rank, place.lead])
        }
        var arguments: [any SQLConvertible] = [stage.id]
        arguments += start.arguments
        arguments += conditions.arguments
        arguments.append(limit + 1)
        let rows = try tx.rows(
            """
            SELECT \(LeadRows.columns) FROM lead AS l\(tx.dialect.reading(by: "lead_by_stage"))
            WHERE l.stage_id = ?\(start.sql)\(conditions.sql) ORDER BY l.rank, l.id LIMIT ?
            """,
            arguments)
        let stale = stage.staleBefore(now)
        let leads = try rows.prefix(limit).map { try LeadRows.decode($0) }
        let cards = leads.map { lead in Board.Card(lead: lead, isStale: stale.map { lead.stageSince < $0 } ?? false) }
        guard rows.count > limit, let last = leads.last else { return (cards, nil) }
        return (cards, BoundCursor.text(of: "\(last.rank.text)|\(last.id)", for: list))
    }

    private var list: String { "column \(stage.id) \(String(decoding: JSONWriter.bytes(of: query), as: UTF8.self))" }

    private func place(_ cursor: String) throws(Failure) -> (rank: Rank, lead: ID<Lead>) {
        try BoundCursor.place(in: cursor, for: list) { position in
            let parts = position.split(separator: "|")
            guard parts.count == 2, let lead = ID<Lead>(String(parts[1])) else { return nil }
            return (Rank(text: String(parts[0])), lead)
        }
    }
}
