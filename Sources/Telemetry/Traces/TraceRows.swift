package import DataStore
import Primitives
import Synchronization
import Tracing

/// The tables of traces: SQL and row mapping, nothing else. One row a trace, and one for the spans of each of its parts.
package final class TraceRows: Sendable {
    package static let migrations = [
        Migration(
            "traces/001",
            """
            CREATE TABLE trace (
                id {sequence},
                trace_id TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                kind TEXT NOT NULL,
                route TEXT,
                workspace_id TEXT,
                started_at INTEGER NOT NULL,
                duration_us INTEGER NOT NULL,
                is_failed INTEGER NOT NULL,
                span_count INTEGER NOT NULL,
                byte_count INTEGER NOT NULL
            ) {strict};
            CREATE TABLE trace_part (
                id {sequence},
                trace_id TEXT NOT NULL,
                spans TEXT NOT NULL
            ) {strict};
            CREATE INDEX trace_part_trace ON trace_part (trace_id, id);
            """)
    ]

    /// What a row costs beside its spans, so that many small traces are counted for what they are.
    private static let rowByteCount: Int64 = 320
    /// A trace id may be sent again and again; what one trace holds has an end.
    static let traceByteLimit: Int64 = 1 << 20
    /// So much is made free at once: a look at the size for every trace would cost more than the trace.
    private static let roomShare: Int64 = 20

    private let byteLimit: Int64
    /// Bytes of all traces as last known; `nil` before the first look. What a failed write adds is corrected by the next look.
    private let byteCount = Mutex<Int64?>(nil)

    init(byteLimit: Int64) {
        self.byteLimit = byteLimit
    }

    func insert(_ parts: [TracePart.Ended], in tx: WriteTransaction) throws {
        var total = try byteCount.withLock { $0 } ?? tx.value("SELECT COALESCE(SUM(byte_count), 0) FROM trace") ?? 0
        for part in parts {
            let part = part.described
            let text = String(decoding: JSONWriter.bytes(of: StoredSpans(part)), as: UTF8.self)
            let added = Int64(text.utf8.count) + Self.rowByteCount
            // Nearly all are of traces of which nothing is kept yet.
            guard added <= Self.traceByteLimit else { continue }
            guard try insert(part, byteCount: added, in: tx) || extend(part, by: added, in: tx) else { continue }
            try tx.execute("INSERT INTO trace_part (trace_id, spans) VALUES (?, ?)", [part.traceID, text])
            total += added
        }
        if total > byteLimit { total = try makeRoom(in: tx) }
        let known = total
        // After the commit alone: what is undone was never there.
        tx.afterCommit { self.byteCount.withLock { $0 = known } }
    }

    /// False where there is one.
    private func insert(_ part: TracePart.Ended, byteCount: Int64, in tx: WriteTransaction) throws -> Bool {
        let root = part.root
        return try tx.execute(
            """
            INSERT INTO trace (trace_id, name, kind, route, workspace_id, started_at, duration_us, is_failed, span_count, byte_count)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (trace_id) DO NOTHING
            """,
            [
                part.traceID, root.name, root.kind == .consumer ? "job" : "request", root.attributes.get("http.route")?.text,
                root.attributes.get("workspace.id")?.text, part.startedAt(root), root.microseconds, part.isFailed, part.spans.count,
                byteCount,
            ] as [any SQLConvertible]) > 0
    }

    /// The trace is named for what began it, and lasts as long as the longest of its parts: what waited between two was nobody's work.
    /// False, and nothing changed, where it holds so much already that it has no room for more.
    private func extend(_ part: TracePart.Ended, by byteCount: Int64, in tx: WriteTransaction) throws -> Bool {
        let root = part.root
        let start = part.startedAt(root)
        return try tx.execute(
            """
            UPDATE trace SET
                name = CASE WHEN ? < started_at THEN ? ELSE name END, kind = CASE WHEN ? < started_at THEN ? ELSE kind END,
                route = CASE WHEN ? < started_at THEN ? ELSE route END,
                workspace_id = COALESCE(workspace_id, ?), started_at = MIN(started_at, ?), duration_us = MAX(duration_us, ?),
                is_failed = MAX(is_failed, ?), span_count = span_count + ?, byte_count = byte_count + ?
            WHERE trace_id = ? AND byte_count <= ?
            """,
            [
                start, root.name, start, root.kind == .consumer ? "job" : "request", start, root.attributes.get("http.route")?.text,
                root.attributes.get("workspace.id")?.text, start, root.microseconds, part.isFailed, part.spans.count, byteCount,
                part.traceID, Self.traceByteLimit - byteCount,
            ] as [any SQLConvertible]) > 0
    }

    struct Part: Sendable {
        let id: Int64
        let traceID: String
        let name: String
        let spans: String
    }

    /// The parts of traces that are not of another workspace, the oldest first.
    static func parts(after id: Int64, of workspace: String, limit: Int, in tx: some SQLReading) throws -> [Part] {
        try tx.rows(
            """
            SELECT p.id, p.trace_id, t.name, p.spans FROM trace_part AS p JOIN trace AS t ON t.trace_id = p.trace_id
            WHERE p.id > ? AND (t.workspace_id IS NULL OR t.workspace_id = ?) ORDER BY p.id LIMIT ?
            """, [id, workspace, limit]
        ).map { Part(id: try $0["id"], traceID: try $0["trace_id"], name: try $0["name"], spans: try $0["spans"]) }
    }

    static func replace(_ part: Part, spans: String, name: String, in tx: WriteTransaction) throws {
        try tx.execute("UPDATE trace_part SET spans = ? WHERE id = ?", [spans, part.id])
        try tx.execute("UPDATE trace SET name = ? WHERE trace_id = ?", [name, part.traceID])
    }

    /// Removes the oldest until there is room again.
    private func makeRoom(in tx: WriteTransaction) throws -> Int64 {
        var total: Int64 = try tx.value("SELECT COALESCE(SUM(byte_count), 0) FROM trace") ?? 0
        let goal = byteLimit - byteLimit / Self.roomShare
        while total > goal {
            let oldest = try tx.rows("SELECT trace_id, byte_count FROM trace ORDER BY id LIMIT 200")
            if oldest.isEmpty { return 0 }
            for row in oldest where total > goal {
                let trace: String = try row["trace_id"]
                try tx.execute("DELETE FROM trace_part WHERE trace_id = ?", [trace])
                try tx.execute("DELETE FROM trace WHERE trace_id = ?", [trace])
                total -= try row["byte_count"]
            }
        }
        return total
    }
}

extension SpanAttribute {
    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
