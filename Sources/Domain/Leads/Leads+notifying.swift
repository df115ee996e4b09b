import DataStore
import Identity
import Primitives

extension Leads {
    /// Tells the owner of a lead what a change means to them: that it is theirs, that its dossier is there, that its analysis has failed,
    /// that they wanted to be reminded. Part of every change of a lead.
    func notify(
        of lead: Lead, since before: Lead?, by actor: ChangeActor, telling event: ChangeEvent, trace: TraceID, in tx: WriteTransaction
    ) throws {
        guard let owner = lead.ownerId, lead.deletedAt == nil else { return }
        func add(_ kind: NotificationKind, _ data: JSONValue = [:]) throws {
            try notifications.add(
                kind, to: owner, of: lead.workspaceId, subject: .lead(lead), data: data, by: actor, trace: trace, in: tx)
        }
        let step: JSONValue = lead.nextStep.map { ["nextStep": .string($0)] } ?? [:]
        if before?.ownerId != owner { try add(.assignment, step) }
        if case .reminded = event { try add(.reminder, step) }
        guard let before, before.status != lead.status else { return }
        switch lead.status {
        case .ready: try add(.ready, lead.score.map { ["score": .integer(Int64($0))] } ?? [:])
        case .failed: try add(.failed, lead.failure.map { ["reason": .string($0.message)] } ?? [:])
        default: break
        }
    }
}
