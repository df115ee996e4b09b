import DataStore
import Primitives

/// Columns of a lead that change together.
struct LeadColumns: Sendable {
    let names: [String]
    let values: @Sendable (Lead) -> [any SQLConvertible]

    /// Few, for each combination is a statement of its own.
    static let all = [
        LeadColumns(names: ["status", "failure_code", "failure_message", "score", "ready_at"]) {
            [$0.status, $0.failure?.code, $0.failure?.message, $0.score, $0.readyAt]
        },
        LeadColumns(names: ["project_id", "stage_id", "rank", "stage_since", "close_reason", "closed_at"]) {
            [$0.projectId, $0.stageId, $0.rank, $0.stageSince, $0.closeReason, $0.closedAt]
        },
        LeadColumns(names: ["value_amount", "value_currency"]) { [$0.value?.amount, $0.value?.currency.code] },
        LeadColumns(names: ["archived_at", "deleted_at"]) { [$0.archivedAt, $0.deletedAt] },
        LeadColumns(names: [
            "owner_id", "company", "website", "domain", "contact_name", "email", "phone", "siren", "vat", "notes", "tags", "next_step",
            "next_step_due", "remind_at",
        ]) {
            [
                $0.ownerId, $0.company, $0.website, $0.domain, $0.contactName, $0.email, $0.phone, $0.siren, $0.vat, $0.notes,
                TagList($0.tags).text, $0.nextStep, $0.nextStepDue, $0.remindAt,
            ]
        },
    ]
}
