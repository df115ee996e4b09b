package import DataStore
import FoundationEssentials
package import Primitives

/// Looks up what is kept of traces.
package enum TraceReading {
    /// The newest first.
    package static func list(_ filter: TraceFilter, in tx: ReadTransaction) throws -> [TraceSummary] {
        var conditions = "id < ?"
        var arguments: [any SQLConvertible] = [filter.before ?? Int64.max]
        func require(_ condition: String, _ values: (any SQLConvertible)...) {
            conditions += " AND " + condition
            arguments += values
        }
        if let duration = filter.duration { require("duration_us >= ?", duration.microseconds) }
        if let isFailed = filter.isFailed { require("is_failed = ?", isFailed) }
        if let route = filter.route { require("(route = ? OR name = ?)", route, route) }
        return try tx.rows(
            """
            SELECT id, trace_id, name, kind, started_at, duration_us, is_failed, span_count, workspace_id
            FROM trace WHERE \(conditions) ORDER BY id DESC LIMIT ?
            """, arguments + [filter.limit]
        ).map { row in
            var fields = row.fields
            return TraceSummary(
                id: try fields.next(), traceID: try fields.next(), name: try fields.next(), kind: try fields.next(),
                startedAt: try fields.next(), duration: .microseconds(try fields.next(Int64.self)), isFailed: try fields.next(),
                spanCount: try fields.next(), workspaceID: try fields.next())
        }
    }

    /// Every span of a trace in the order of their beginnings; `nil` when nothing is kept of it.
    package static func spans(of trace: TraceID, in tx: ReadTransaction) throws -> [TraceSpan]? {
        let parts = try tx.rows("SELECT spans FROM trace_part WHERE trace_id = ? ORDER BY id", [trace])
        guard !parts.isEmpty else { return nil }
        let spans = try parts.flatMap { row in try JSONDecoder().decode([TraceSpan].self, from: Data((row["spans"] as String).utf8)) }
        return spans.sorted { $0.startedAt < $1.startedAt }
    }
}
