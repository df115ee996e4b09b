import DataStore

/// The tables of a workspace in the order in which they refer to each other, and why the others stay.
enum PortableTables {
    static let all = team + pipeline + leads + files + work + chat + books + connections

    /// Tables that no workspace takes along, each with its reason. A test holds that every table of a node stands here or above.
    static let staying: [String: String] = [
        "alert": node, "alert_notice": node, "alert_rule": node, "alert_target": node, "analyzer_tokens": node, "backup_run": node,
        "code_request": node, "key_generation": node, "remote_budget": node, "schema_migration": node, "setup_link": node,
        "store_epoch": node, "job_process": node, "job_pace": node, "job_queue": node,
        "api_token": secret, "auth_code": secret, "invitation": secret, "invitation_mail": secret, "one_time_code": secret,
        "session": secret, "workspace_key": secret,
        "job": work_, "job_attempt": work_, "job_count": work_, "job_log": work_, "idempotency_key": work_, "notification": work_,
        "resumable_upload": work_, "webhook_delivery": work_,
        "event": past, "event_horizon": past, "event_room": past,
        "ledger_balance": derived, "ledger_day": derived, "message_moved": derived, "search_document": derived, "storage_usage": derived,
        "blob_fault": derived,
    ]

    private static let node = "of the node, not of a workspace"
    private static let secret = "secrets, and what rests on them"
    private static let work_ = "work under way, and what remembers it for a while"
    private static let past = "events are of one database's history"
    private static let derived = "follows from other tables"

    static let people = PortableTable(
        "person", "people", "Somebody who belongs to the workspace.",
        from: "member AS p CROSS JOIN person AS t ON t.id = p.person_id WHERE p.workspace_id = ?",
        left: [
            "last_sign_in_at": .schema, "new_email": .schema, "confirmation_sent_at": .schema, "recovery_sent_at": .schema,
            "email_change_sent_at": .schema, "invited_at": .schema,
        ], plain: ["language"], masks: ["email": .email, "email_normalized": .email, "name": .name])

    private static let team = [
        PortableTable(
            "workspace", "workspace", "The workspace.", from: "workspace AS t WHERE t.id = ?", left: ["delete_at": .schema],
            plain: ["name", "language", "time_zone", "currency"]),
        people,
        PortableTable(
            "member", "members", "Who is what in the workspace.", left: ["inbox_id": .freshID, "inbox_version": .value(.integer(0))],
            plain: ["role"], masks: ["user_metadata": .fixed("{}"), "app_metadata": .fixed("{}")]),
    ]

    private static let pipeline = [
        PortableTable(
            "project", "projects", "A set of leads.", plain: ["duplicate_policy"], masks: ["name": .label("Project")]),
        PortableTable(
            "stage", "stages", "A step of a project's pipeline.", from: PortableTable.rows(of: "stage", by: "project_id", on: "project"),
            plain: ["name", "kind", "colour", "required_fields"]),
    ]

    private static let leads = [
        PortableTable(
            "lead", "leads", "A lead.", plain: ["rank", "status", "failure_code", "value_currency"],
            masks: [
                "company": .label("Company"), "company_key": .folded("company", "Company"), "website": .address, "domain": .domain,
                "contact_name": .name, "email": .email, "phone": .phone, "siren": .digits, "vat": .digits, "tags": .tags,
            ], references: ["project_id": "project"]),
        PortableTable(
            "pipeline_event", "moves", "That a lead went to another stage.", from: ofLead("pipeline_event"),
            plain: ["from_name", "from_kind", "to_name", "to_kind", "actor_kind", "value_currency"], masks: ["actor_name": .name]),
        PortableTable(
            "lead_tag", "tags", "A tag of a lead.", masks: ["tag": .label("tag"), "tag_folded": .folded("tag", "tag")]),
        PortableTable(
            "lead_key", "keys", "By what a lead is the same company as another.", from: ofLead("lead_key"), plain: ["kind", "source"],
            masks: ["value": .keyValue]),
        PortableTable("lead_visit", "visits", "How far somebody has seen what was changed of a lead.", plain: ["up_to"]),
        PortableTable("merged_lead", "merged_leads", "A lead that is part of another now."),
        PortableTable(
            "contact", "contacts", "Somebody at a lead's company.", masks: ["name": .name, "email": .email, "phone": .phone]),
        PortableTable("note", "notes", "What a member wrote about a lead.", masks: ["author_name": .name]),
        PortableTable(
            "lead_change", "history", "What was changed of a lead, and by whom.", from: ofLead("lead_change"), plain: ["actor_kind"],
            masks: ["actor_name": .name, "changes": .json(keeping: ["field"])]),
        PortableTable(
            "analysis", "analyses", "What was found on a lead's site.", from: ofLead("analysis"), plain: ["analyzer"],
            masks: ["content": .json(keeping: ["kind", "label", "id", "analyzer", "language", "analyzedAt"])]),
    ]

    private static let files = [
        PortableTable(
            "blob_object", "stored_files", "A stored file; its bytes are in files/ under its hash.", plain: ["content_type", "purpose"],
            masks: ["sha256": .fileHash, "name": .fileName]),
        PortableTable(
            "dossier", "dossiers", "A version of a lead's PDF.", from: ofLead("dossier"), references: ["object_id": "blob_object"]),
        PortableTable("bucket", "buckets", "A named set of files.", plain: ["name", "media_types"]),
        PortableTable(
            "bucket_object", "objects", "A file in a bucket.", from: PortableTable.rows(of: "bucket_object", by: "bucket_id", on: "bucket"),
            plain: ["cache_control"], masks: ["key": .path, "folder": .path, "metadata": .fixed(nil)]),
        PortableTable(
            "trashed_object", "trash", "A file that can be brought back.", plain: ["bucket_name", "cache_control"],
            masks: ["key": .path, "metadata": .fixed(nil), "trashed_by": .fixed(nil)]),
    ]

    private static let work = [
        PortableTable("lead_view", "views", "A list of leads that was kept under a name.", isPersonal: true),
        PortableTable(
            "import", "imports", "A table that was uploaded.", left: ["job_id": .schema], isPersonal: true),
        PortableTable("import_row", "import_rows", "A row that became a lead.", isPersonal: true),
        PortableTable(
            "import_refusal", "import_refusals", "A row that could not become one.",
            from: PortableTable.rows(of: "import_refusal", by: "import_id", on: "import"), isPersonal: true),
        PortableTable(
            "form", "forms", "A public form.", plain: ["key", "name", "origins", "language", "fields", "thanks"],
            references: ["project_id": "project"]),
    ]

    private static let chat = [
        PortableTable(
            "channel", "channels", "A place where members talk.", plain: ["kind"],
            masks: ["name": .label("channel"), "name_folded": .folded("name", "channel")]),
        PortableTable(
            "message", "messages", "What somebody said.",
            from: "channel AS p CROSS JOIN message AS t ON t.channel_id = p.id WHERE p.workspace_id = ?", left: ["number": .schema],
            plain: ["sender", "author_kind"], masks: ["fingerprint": .opaque, "author_name": .name],
            references: ["parent_id": "message"]),
        PortableTable(
            "channel_reader", "read_markers", "How far somebody has read.",
            from: PortableTable.rows(of: "channel_reader", by: "channel_id", on: "channel")),
        PortableTable(
            "message_mention", "mentions", "Somebody whom a message names.", from: ofMessage("message_mention"),
            references: ["message_id": "message", "channel_id": "channel"]),
        PortableTable(
            "message_attachment", "attachments", "A file that came with a message.", from: ofMessage("message_attachment"),
            plain: ["content_type"], masks: ["object_key": .path, "name": .fileName], references: ["message_id": "message"]),
        PortableTable(
            "message_reaction", "reactions", "An emoji that somebody put to a message.", from: ofMessage("message_reaction"),
            plain: ["emoji"], references: ["message_id": "message"]),
        PortableTable(
            "message_edit", "edits", "What a message said before.", from: ofMessage("message_edit"), plain: ["author_kind"],
            masks: ["author_name": .name], references: ["message_id": "message"]),
    ]

    private static let books = [
        PortableTable(
            "ledger_account", "accounts", "Where the books count something.", plain: ["kind", "currency"],
            masks: ["code": .accountCode, "name": .label("Account")]),
        PortableTable(
            "ledger_entry", "entries", "A movement of an account; transaction_seq is the number of its transaction in the workspace.",
            from: """
                ledger_transaction AS p CROSS JOIN ledger_entry AS t ON t.transaction_seq = p.seq
                WHERE p.workspace_id = ? ORDER BY p.number, t.position
                """, expressions: ["transaction_seq": "p.number"], plain: ["currency"]),
        PortableTable(
            "ledger_transaction", "transactions", "Entries that sum to zero, and the hash over them and the transaction before.",
            from: "ledger_transaction AS t WHERE t.workspace_id = ? ORDER BY t.number", expressions: ["seq": "t.number"],
            plain: ["reverses", "hash", "previous_hash"], masks: ["posted_by_name": .name, "key": .fixed(nil)]),
        PortableTable(
            "commission_rule", "commission_rules", "By what a won lead raises payouts.", plain: ["kind", "currency", "shares"],
            masks: ["name": .label("Rule")]),
        PortableTable(
            "payout", "payouts", "What somebody is to be paid.", plain: ["currency", "state", "claws_back"],
            masks: ["lead_company": .label("Company"), "person_name": .name, "key": .fixed(nil)]),
    ]

    /// What reaches out of the node comes to rest where it arrives: two nodes must not do the same work.
    private static let connections = [
        PortableTable(
            "notification_preference", "notification_choices", "What somebody wants to be told of.",
            plain: ["choices", "daily_at", "time_zone", "language"]),
        PortableTable(
            "webhook", "webhooks", "An address to which events are sent; its secret is made anew.",
            left: [
                "enabled": .value(.integer(0)), "disabled_reason": .value(.text("person")), "failing_since": .schema,
                "secret_number": .value(.integer(1)), "secret_generation": .value(.integer(1)), "old_secret_generation": .schema,
                "old_secret_until": .schema,
            ], plain: ["types"], masks: ["url": .address]),
        PortableTable(
            "error_project", "error_projects", "What reports errors.",
            from: "error_project AS t WHERE t.workspace_id = ? AND t.kind = 'service'", left: ["id": .schema],
            plain: ["kind", "name", "public_key"]),
        PortableTable(
            "job_schedule", "schedules", "What enqueues jobs for workers outside; paused where it arrives.",
            left: ["paused": .value(.integer(1)), "next_run_at": .schema, "last_job_id": .schema], isPersonal: true),
        PortableTable(
            "audit_entry", "audit", "An act in the workspace.", from: "audit_entry AS t WHERE t.workspace_id = ? ORDER BY t.number",
            left: ["number": .schema], isPersonal: true),
    ]

    private static func ofLead(_ table: String) -> String { PortableTable.rows(of: table, by: "lead_id", on: "lead") }

    private static func ofMessage(_ table: String) -> String {
        """
        channel AS c CROSS JOIN message AS p ON p.channel_id = c.id CROSS JOIN \(table) AS t ON t.message_id = p.id WHERE c.workspace_id = ?
        """
    }
}
