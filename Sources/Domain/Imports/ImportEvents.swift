import DataStore
import Identity
import Primitives
import Realtime

/// What the room of a workspace hears of its imports.
struct ImportEvents: Sendable {
    let log: EventLog

    /// `import.progress`: how far the import is.
    func changed(_ value: Import, trace: TraceID, in tx: WriteTransaction) throws {
        var payload = JSONWriter()
        payload.object { json in
            json.member("importId", value.id)
            json.member("state", value.state)
            json.member("counts", value.counts)
            json.member("total", value.rowCount)
            json.member("error", value.error)
            json.member("updatedAt", value.updatedAt)
            json.member("version", value.version)
        }
        try log.append(
            EventEnvelope(
                .importProgress, traceID: trace, actorID: value.createdBy.map { ID<Subject>($0) }, workspaceID: value.workspaceId,
                entityID: value.id, entityVersion: value.version, payload: JSONText(payload), emittedAt: value.updatedAt),
            rooms: [.workspace(value.workspaceId)], in: tx)
    }
}
