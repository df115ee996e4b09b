import DataStore
import Identity
import JobQueue
import Primitives

extension Leads {
    /// Marks a lead as failed, with a sentence in its workspace's language, in the write that gives its job up.
    func fail(_ id: ID<Lead>, because reason: any Error, trace: TraceID, in tx: WriteTransaction) throws {
        guard var lead = try LeadRows.find(id, in: tx), let workspace = try Workspaces.find(lead.workspaceId, in: tx) else { return }
        lead.status = .failed
        lead.failure = Self.failure(for: reason, language: workspace.language)
        try change(lead, trace: trace, in: tx)
    }

    private static func failure(for reason: any Error, language: Language) -> LeadFailure {
        if let failure = reason as? AnalysisFailure {
            return LeadFailure(
                code: failure.code.rawValue, message: failure.sentence(in: language))
        }
        if case JobFault.cancelled(let reason) = reason {
            return LeadFailure(
                code: "cancelled", message: language("L’analyse a été annulée : \(reason)", "The analysis was cancelled: \(reason)"))
        }
        return LeadFailure(
            code: "internal_error",
            message: language(
                "Le dossier n’a pas pu être préparé à cause d’une erreur de notre côté. Réessayez ; si cela se répète, prévenez la personne qui gère ce serveur.",
                "The dossier could not be prepared because of a fault on our side. Try again; if it happens again, tell whoever runs this node."
            ))
    }
}
