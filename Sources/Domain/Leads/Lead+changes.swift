import Primitives
import Realtime

extension Lead {
    /// The table of leads as those see it who listen to its changes: all columns but the text that searching is done in.
    static let changes = RowTable<Lead>(
        "lead", primaryKey: "id",
        [
            .uuid("id") { $0.id },
            .uuid("workspace_id") { $0.workspaceId },
            .uuid("project_id") { $0.projectId },
            .uuid("stage_id") { $0.stageId },
            .text("rank") { $0.rank.text },
            .timestamptz("stage_since") { $0.stageSince },
            .uuid("owner_id") { $0.ownerId },
            .text("company") { $0.company },
            .text("website") { $0.website },
            .text("domain") { $0.domain },
            .text("contact_name") { $0.contactName },
            .text("email") { $0.email },
            .text("phone") { $0.phone },
            .text("siren") { $0.siren },
            .text("vat") { $0.vat },
            .text("notes") { $0.notes },
            .text("tags") { TagList($0.tags).text },
            .text("status") { $0.status.rawValue },
            .text("failure_code") { $0.failure?.code },
            .text("failure_message") { $0.failure?.message },
            .int4("score") { $0.score },
            .int8("value_amount") { $0.value?.amount },
            .text("value_currency") { $0.value?.currency.code },
            .text("close_reason") { $0.closeReason },
            .timestamptz("closed_at") { $0.closedAt },
            .text("next_step") { $0.nextStep },
            .timestamptz("next_step_due") { $0.nextStepDue },
            .timestamptz("remind_at") { $0.remindAt },
            .timestamptz("archived_at") { $0.archivedAt },
            .timestamptz("deleted_at") { $0.deletedAt },
            .int8("version") { $0.version },
            .timestamptz("created_at") { $0.createdAt },
            .timestamptz("updated_at") { $0.updatedAt },
            .timestamptz("ready_at") { $0.readyAt },
        ])
}
