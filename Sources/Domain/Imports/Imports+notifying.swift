import DataStore
import Identity
import Primitives

extension Imports {
    /// Tells whoever started an import that it has ended, by itself or by a fault.
    func notify(of value: Import, trace: TraceID, in tx: WriteTransaction) throws {
        guard let person = value.createdBy, value.state == .finished || value.state == .failed else { return }
        var data: [String: JSONValue] = ["state": .string(value.state.rawValue), "rows": .integer(Int64(value.counts.rows))]
        if let error = value.error { data["reason"] = .string(error) }
        try leads.notifications.add(
            .import, to: person, of: value.workspaceId, subject: NotificationSubject(.import, value.id, title: value.fileName),
            data: .object(data), by: .node, trace: trace, in: tx)
    }
}
