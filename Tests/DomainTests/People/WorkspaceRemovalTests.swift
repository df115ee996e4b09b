import DataStore
import Domain
import Identity
import JobQueue
import Primitives
import TestSupport
import Testing

@Suite struct WorkspaceRemovalTests {
    /// What holds no row of any one workspace, or holds it longer than the workspace on purpose.
    private static let tablesOfTheNode: Set<String> = [
        "schema_migration", "store_epoch", "sqlite_sequence", "event_horizon", "key_generation", "remote_budget", "setup_link", "person",
        "job_process",
        // What a day cost; age with it.
        "analyzer_tokens",
        // When the next start of a key may be; age with it.
        "job_pace",
        // Age within an hour; their audience is the id of a workspace, no more.
        "code_request",
        // Append-only.
        "audit_entry",
    ]
    /// What belongs to a workspace by something else of it.
    private static let tablesOfItsRows: Set<String> = [
        "workspace", "stage", "analysis", "dossier", "event_room", "job_attempt", "job_log", "bucket_object", "lead_change", "lead_key",
        "pipeline_event", "import_refusal", "channel_reader", "message_mention", "message_attachment", "message_reaction", "message_edit",
        "message_moved",
        "ledger_entry", "ledger_balance", "ledger_day",
        // Words alone, which go with the documents that they are of.
        "lead_search", "lead_search_data", "lead_search_idx", "lead_search_config",
        "message_search", "message_search_data", "message_search_idx", "message_search_config",
    ]

    @Test func `Every table of the node is known to the removal`() async throws {
        try await withPeople { world in
            for table in try await world.tables() where !Self.tablesOfTheNode.contains(table) && !Self.tablesOfItsRows.contains(table) {
                let columns = try await world.store.read { try $0.rows("PRAGMA table_info(\(table))").map { try $0["name"] as String } }
                #expect(columns.contains("workspace_id"), "\(table) is of the node, or of something of a workspace?")
            }
        }
    }

    @Test func `Before the grace is over nothing goes`() async throws {
        try await withPeople { world in
            try await world.fill(world.workspace, leads: 3)
            _ = try await world.registrar.delete(typedName: "Atelier", act: try await world.act(world.ada))
            world.clock.advance(by: .days(7) - .seconds(1))
            let before = try await world.counts(of: world.workspace)
            #expect(try await world.removal.runOnce() == 0)
            #expect(try await world.counts(of: world.workspace) == before)
            #expect(before.values.allSatisfy { $0 > 0 }, "\(before.filter { $0.value == 0 }.keys) would prove nothing")
        }
    }

    @Test func `After the grace every row of the workspace is gone, and no row of another`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.admin, "bo@example.fr")
            let other = try await world.addWorkspace(of: bo)
            try await world.fill(world.workspace, leads: 1_203)
            try await world.fill(other, leads: 7)
            let kept = try await world.counts(of: other)
            _ = try await world.registrar.delete(typedName: "Atelier", act: try await world.act(world.ada))
            world.clock.advance(by: .days(7))
            let before = try await world.traces()
            #expect(try await world.removal.runOnce() == 1)
            let left = try await world.counts(of: world.workspace)
            #expect(left.values.allSatisfy { $0 == 0 }, "\(left.filter { $0.value != 0 })")
            #expect(try await world.counts(of: other) == kept)
            #expect(try await world.person("ada@example.fr") == nil)
            #expect(try await world.person("bo@example.fr") != nil)
            #expect(try await world.count("audit_entry") == before.entries + 1)
            #expect(try await world.actions(last: 1) == ["workspace.removed"])
            #expect(try await world.store.integrityFaults().isEmpty)
            #expect(try await world.removal.runOnce() == 0)
            #expect(try await world.count("audit_entry") == before.entries + 1)
        }
    }

    @Test func `The head of the event log stays where it was`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.admin, "bo@example.fr")
            try await world.fill(try await world.addWorkspace(of: bo), leads: 2)
            try await world.fill(world.workspace, leads: 2)
            let head = try await world.count("event", where: "seq = (SELECT max(seq) FROM event)") == 1 ? try await world.headOfLog() : 0
            _ = try await world.registrar.delete(typedName: "Atelier", act: try await world.act(world.ada))
            world.clock.advance(by: .days(7))
            try await world.removal.runOnce()
            #expect(head > 0)
            #expect(try await world.headOfLog() == head)
            #expect(try await world.count("event", where: "seq = \(head) AND payload = '{}' AND workspace_id = ''") == 1)
        }
    }

    @Test func `A removal stops at a clock that is set back, and goes on where it stopped`() async throws {
        try await withPeople { world in
            try await world.fill(world.workspace, leads: 700)
            _ = try await world.registrar.delete(typedName: "Atelier", act: try await world.act(world.ada))
            world.clock.advance(by: .days(7))
            // After one look, after two, and so on until it was among the leads.
            let due = world.clock.now
            for steadyLooks in 1...100 where try await world.count("lead") == 700 {
                let looks = Recorder<Void>()
                let unsteady = WallClock {
                    looks.record(())
                    return looks.all.count > steadyLooks ? due - .seconds(1) : due
                }
                let removal = WorkspaceRemoval(store: world.store, jobs: world.jobs, cache: world.cache, clock: unsteady)
                #expect(try await failureCode { try await removal.runOnce() } == .conflict)
            }
            #expect((1..<700).contains(try await world.count("lead")))
            #expect(try await world.count("workspace") == 1)
            #expect(try await world.removal.runOnce() == 1)
            #expect(try await world.count("workspace") == 0)
            #expect(try await world.count("lead") == 0)
        }
    }
}

extension PeopleWorld {
    func tables() async throws -> [String] {
        try await store.read { try $0.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { try $0["name"] } }
    }

    fileprivate func headOfLog() async throws -> Int64 {
        try await store.read { try $0.value("SELECT max(seq) FROM event") ?? 0 }
    }

    /// How many rows of a workspace each table has that holds any.
    fileprivate func counts(of workspace: ID<Workspace>) async throws -> [String: Int] {
        let tables = try await tables()
        return try await store.read { tx in
            var counts: [String: Int] = [:]
            for table in tables where table != "audit_entry" {
                let columns = try tx.rows("PRAGMA table_info(\(table))").map { try $0["name"] as String }
                guard columns.contains("workspace_id") else { continue }
                counts[table] = try tx.value("SELECT count(*) FROM \(table) WHERE workspace_id = ?", [workspace])
            }
            counts["workspace"] = try tx.value("SELECT count(*) FROM workspace WHERE id = ?", [workspace])
            for table in ["analysis", "dossier"] {
                // By the text in their id's place, for the lead may be gone.
                counts[table] = try tx.value("SELECT count(*) FROM \(table) WHERE id LIKE ?", ["\(workspace)/%"])
            }
            for (table, mark) in [("lead_change", "changes"), ("lead_key", "value")] {
                counts[table] = try tx.value("SELECT count(*) FROM \(table) WHERE \(mark) = ?", [workspace])
            }
            counts["message_edit"] = try tx.value("SELECT count(*) FROM message_edit WHERE text = ?", ["\(workspace)"])
            for table in ["ledger_entry", "ledger_balance", "ledger_day"] {
                counts[table] = try tx.value(
                    "SELECT count(*) FROM \(table) WHERE account IN (SELECT number FROM ledger_account WHERE workspace_id = ?)", [workspace]
                )
            }
            counts["bucket_object"] = try tx.value("SELECT count(*) FROM bucket_object WHERE bucket_id = ?", ["\(workspace)/bucket"])
            counts["job_attempt"] = try tx.value("SELECT count(*) FROM job_attempt WHERE worker = ?", [workspace])
            counts["job_log"] = try tx.value("SELECT count(*) FROM job_log WHERE text = ?", [workspace])
            counts["event_room"] = try tx.value(
                "SELECT count(*) FROM event_room WHERE seq IN (SELECT seq FROM event WHERE workspace_id = ?)", [workspace])
            return counts
        }
    }

    /// Puts rows of a workspace into every table, by hand: what they say does not matter.
    fileprivate func fill(_ workspace: ID<Workspace>, leads: Int) async throws {
        let now = clock.now
        let owner = try #require(try await store.read { try Members.firstOwner(of: workspace, in: $0) })
        let act = try await act(owner.id, in: workspace)
        _ = try await tokens.create(name: "robot", scopes: [.leadsRead], act: act)
        _ = try await invitations.send(InvitationDraft(email: "zoe@example.fr", role: "viewer"), act: act)
        try await store.write { tx in
            let project: String = try tx.value("SELECT id FROM project WHERE workspace_id = ?", [workspace]) ?? ""
            for number in 0..<leads {
                let (lead, room) = (ID<Lead>(at: now), Array("\(number) of \(leads)".utf8.prefix(17)))
                try tx.execute(
                    """
                    INSERT INTO lead (id, workspace_id, project_id, stage_id, rank, stage_since, company, company_key, status, version, created_at,
                        updated_at)
                    VALUES (?, ?, ?, (SELECT id FROM stage WHERE project_id = ? LIMIT 1), 'i', ?, 'A', 'a', 'new', 1, ?, ?)
                    """, [lead, workspace, project, project, now, now, now])
                let document = try tx.insert(
                    "INSERT INTO search_document (lead_id, workspace_id, in_trash, company) VALUES (?, ?, 0, 'A')", [lead, workspace])
                try tx.execute(
                    "INSERT INTO lead_search (rowid, scope, company) VALUES (?, ?, 'A')",
                    [document, "\u{E000}" + workspace.description.replacing("-", with: "")])
                // The first was analysed again and again, more often than one step removes.
                for analysis in 0..<(number == 0 ? 1_100 : 1) {
                    try tx.execute(
                        "INSERT INTO analysis (id, lead_id, analyzer, score, content, created_at) VALUES (?, ?, 'builtin', 1, '{}', ?)",
                        ["\(workspace)/\(number)/\(analysis)", lead, now])
                }
                try tx.execute(
                    "INSERT INTO lead_tag (workspace_id, tag_folded, lead_id, tag) VALUES (?, 'vip', ?, 'VIP')", [workspace, lead])
                try tx.execute(
                    "INSERT INTO dossier (id, lead_id, object_id, pages, created_at) VALUES (?, ?, 'o', 1, ?)",
                    ["\(workspace)/\(number)", lead, now])
                try tx.execute(
                    "INSERT INTO contact (id, workspace_id, lead_id, name, version, created_at, updated_at) VALUES (?, ?, ?, 'n', 1, ?, ?)",
                    ["\(workspace)/\(number)", workspace, lead, now, now])
                try tx.execute(
                    "INSERT INTO note (id, workspace_id, lead_id, text, version, created_at, updated_at) VALUES (?, ?, ?, 't', 1, ?, ?)",
                    ["\(workspace)/\(number)", workspace, lead, now, now])
                try tx.execute(
                    "INSERT INTO lead_change (lead_id, id, version, actor_kind, changes, at) VALUES (?, ?, 1, 'node', ?, ?)",
                    [lead, ID<Lead>(), workspace, now])
                try tx.execute(
                    """
                    INSERT INTO pipeline_event (lead_id, id, project_id, to_stage_id, to_name, to_kind, is_forward, since, at, actor_kind)
                    VALUES (?, ?, ?, 's', 'S', 'open', 1, ?, ?, 'node')
                    """, [lead, ID<Lead>(), project, now, now])
                try tx.execute(
                    "INSERT INTO lead_key (project_id, kind, value, lead_id, source) VALUES (?, 'email', ?, ?, 'lead')",
                    [project, workspace, lead])
                try tx.execute(
                    "INSERT INTO merged_lead (id, workspace_id, into_id, merged_at) VALUES (?, ?, ?, ?)",
                    ["\(workspace)/\(number)", workspace, lead, now])
                let padded = room + [UInt8](repeating: 0, count: 17 - room.count)
                let seq = try tx.insert(
                    """
                    INSERT INTO event (id, workspace_id, type, entity_id, entity_version, trace_id, payload, rooms, emitted_at)
                    VALUES (?, ?, 'lead.updated', ?, 1, ?, '{"a":1}', ?, ?)
                    """, [ID<Lead>(at: now), workspace, lead, TraceID(), padded, now])
                try tx.execute("INSERT INTO event_room (room, seq) VALUES (?, ?)", [padded, seq])
            }
            try tx.execute(
                """
                INSERT INTO import (id, workspace_id, project_id, created_by_name, file_name, byte_count, state, encoding, delimiter,
                    has_header, file_rows, columns, mapping, options, counts, version, created_at, updated_at)
                VALUES (?, ?, ?, 'n', 'f', 1, 'finished', 'utf-8', 'comma', 0, 1, '[]', '{}', '{}', '{}', 1, ?, ?)
                """, ["\(workspace)/import", workspace, project, now, now])
            try tx.execute(
                "INSERT INTO import_row (workspace_id, row_key, import_id, lead_id) VALUES (?, 'k', ?, 'l')",
                [workspace, "\(workspace)/import"])
            try tx.execute("INSERT INTO import_refusal (import_id, line, reason) VALUES (?, 1, 'r')", ["\(workspace)/import"])
            try tx.execute(
                """
                INSERT INTO form (id, workspace_id, project_id, key, name, origins, language, fields, enabled, per_minute, received,
                    refused_as_spam, version, created_at, updated_at)
                VALUES (?, ?, ?, ?, 'n', '[]', 'fr', '[]', 1, 1, 0, 0, 1, ?, ?)
                """, ["\(workspace)/form", workspace, project, "\(workspace)", now, now])
            try tx.execute(
                """
                INSERT INTO notification (id, workspace_id, person_id, kind, subject_kind, subject_id, title, actor_kind, count, data,
                    is_shown, version, created_at, updated_at)
                VALUES (?, ?, ?, 'ready', 'lead', 's', 't', 'node', 1, '{}', 1, 1, ?, ?)
                """, ["\(workspace)/notification", workspace, owner.id, now, now])
            try tx.execute(
                """
                INSERT INTO webhook (id, workspace_id, url, types, enabled, secret_number, secret_generation, version, created_at, updated_at)
                VALUES (?, ?, 'u', '*', 1, 1, 1, 1, ?, ?)
                """, ["\(workspace)/webhook", workspace, now, now])
            try tx.execute(
                """
                INSERT INTO webhook_delivery (id, workspace_id, webhook_id, event_id, type, body, trace_id, state, attempts, round, created_at)
                VALUES (?, ?, ?, 'e', 't', '{}', 't', 'waiting', '[]', 0, ?)
                """, ["\(workspace)/delivery", workspace, "\(workspace)/webhook", now])
            try tx.execute(
                """
                INSERT INTO error_project (workspace_id, kind, name, public_key, budget_per_minute, keeps_addresses, version, created_at,
                    updated_at)
                VALUES (?, 'service', 'n', ?, 1, 0, 1, ?, ?)
                """, [workspace, "\(workspace)", now, now])
            try tx.execute(
                """
                INSERT INTO lead_visit (lead_id, person_id, workspace_id, up_to, at)
                SELECT id, ?, workspace_id, '', ? FROM lead WHERE workspace_id = ? LIMIT 1
                """, [owner.id, now, workspace])
            try tx.execute(
                "INSERT INTO notification_preference (workspace_id, person_id, choices, daily_at) VALUES (?, ?, '{}', '08:00')",
                [workspace, owner.id])
            try tx.execute(
                "INSERT INTO idempotency_key (workspace_id, principal, key, fingerprint, answer, created_at) VALUES (?, 'p', 'k', ?, '{}', ?)",
                [workspace, [UInt8](repeating: 1, count: 4), now])
            try tx.execute(
                """
                INSERT INTO blob_object (id, workspace_id, sha256, byte_count, content_type, name, purpose, created_at)
                VALUES (?, ?, ?, 1, 'text/plain', 'n', 'p', ?)
                """, [ID<Lead>(), workspace, String(repeating: "a", count: 64), now])
            for version in ["kept", "trashed"] {
                try tx.execute(
                    """
                    INSERT INTO blob_object (id, workspace_id, sha256, byte_count, content_type, name, purpose, created_at)
                    VALUES (?, ?, ?, 1, 'text/plain', 'n', 'p', ?)
                    """, ["\(workspace)/\(version)", workspace, String(repeating: "b", count: 64), now])
            }
            try tx.execute(
                """
                INSERT INTO lead_view (id, workspace_id, owner_id, name, shared, query, version, created_at, updated_at)
                VALUES (?, ?, ?, 'v', 1, '{}', 1, ?, ?)
                """, ["\(workspace)/view", workspace, owner.id, now, now])
            let channel: String = try tx.value("SELECT id FROM channel WHERE workspace_id = ? AND is_default = 1", [workspace]) ?? ""
            for seq in 1...450 {
                let number = try tx.insert(
                    """
                    INSERT INTO message (id, workspace_id, channel_id, seq, sender, client_id, fingerprint, author_kind, text, replies, version,
                        text_version, created_at, updated_at)
                    VALUES (?, ?, ?, ?, 'key', ?, ?, 'key', 'a', 0, 1, 1, ?, ?)
                    """, [ID<Message>(), workspace, channel, seq, ID<Message>(), [UInt8](), now, now])
                try tx.execute(
                    "INSERT INTO message_search (rowid, scope, text, place) VALUES (?, ?, 'a', ?)",
                    [
                        number, "\u{E000}" + workspace.description.replacing("-", with: ""), "\u{E002}" + channel.replacing("-", with: ""),
                    ])
            }
            try tx.execute(
                "INSERT INTO message_edit (message_id, version, is_deletion, text, author_kind, at) SELECT id, 1, 0, ?, 'key', 0 FROM message WHERE channel_id = ?",
                ["\(workspace)", channel])
            try tx.execute("INSERT INTO channel_reader (channel_id, person_id, is_muted) VALUES (?, ?, 1)", [channel, owner.id])
            try fillBooks(of: workspace, tx)
            try tx.execute("INSERT INTO storage_usage (workspace_id, byte_count, file_count) VALUES (?, 3, 3)", [workspace])
            try tx.execute(
                """
                INSERT INTO bucket (id, workspace_id, name, is_public, generation, created_at, updated_at) VALUES (?, ?, 'b', 0, 1, ?, ?)
                """, ["\(workspace)/bucket", workspace, now, now])
            try tx.execute(
                """
                INSERT INTO bucket_object
                    (bucket_id, key, folder, id, version_id, cache_control, is_inert, generation, created_at, updated_at)
                VALUES (?, 'k', '', 'i', ?, 'no-cache', 1, 1, ?, ?)
                """, ["\(workspace)/bucket", "\(workspace)/kept", now, now])
            try tx.execute(
                """
                INSERT INTO trashed_object (version_id, workspace_id, bucket_name, key, cache_control, is_inert, is_replaced, trashed_at)
                VALUES (?, ?, 'b', 'k', 'no-cache', 1, 0, ?)
                """, ["\(workspace)/trashed", workspace, now])
            try tx.execute(
                """
                INSERT INTO resumable_upload
                    (id, workspace_id, bucket_id, key, content_type, cache_control, replaces, byte_count, received_count, expires_at)
                VALUES (?, ?, ?, 'k', 'a/b', 'no-cache', 0, 1, 0, ?)
                """, ["\(workspace)/upload", workspace, "\(workspace)/bucket", now])
            try tx.execute(
                "INSERT INTO blob_fault (workspace_id, sha256, fault, found_at) VALUES (?, ?, 'changed', ?)",
                [workspace, String(repeating: "a", count: 64), now])
            try tx.execute(
                """
                INSERT INTO auth_code (code_hash, person_id, workspace_id, method, challenge, challenge_method, created_at, expires_at)
                VALUES (?, ?, ?, 'otp', 'c', 'plain', ?, ?)
                """, [Array("\(workspace)".utf8), owner.id, workspace, now, now])
        }
        try await store.write { [jobs] tx in
            let mail: String = try tx.value("SELECT id FROM job WHERE workspace_id = ?", [workspace]) ?? ""
            try tx.execute(
                """
                INSERT INTO job_attempt (job_id, fence, number, worker, started_at, ended_at, ending) VALUES (?, 1, 1, ?, ?, ?, 'failed')
                """, [mail, workspace, now, now])
            try tx.execute("INSERT INTO job_log (job_id, line, at, level, text) VALUES (?, 1, ?, 'info', ?)", [mail, now, workspace])
            try jobs.pause("mail", of: workspace.description, in: tx)
            try Schedules(jobs: jobs).create(
                ScheduleDefinition(name: "nightly", cron: "0 3 * * *", kind: "sweep"), workspace: workspace.description, in: tx)
        }
        try await withSignIn { signIn in
            try await signIn.requestCode(
                SignIn.Request(email: owner.email, workspace: workspace, door: .wire), act: Self.visit)
        }
    }
}

/// Only its name is needed here.
private enum Lead {}

/// Two accounts, more transactions than one step removes, a rule and a payout.
private func fillBooks(of workspace: ID<Workspace>, _ tx: WriteTransaction) throws {
    let first: Int64 = try tx.value("SELECT coalesce(max(number), 0) + 1 FROM ledger_account") ?? 1
    for number in [first, first + 1] {
        try tx.execute(
            """
            INSERT INTO ledger_account (number, id, workspace_id, code, name, kind, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, 'n', 'asset', 1, 1, 1)
            """, [number, "\(workspace)/\(number)", workspace, "A\(number)"])
    }
    var hash = [UInt8](repeating: 0, count: 32)
    for number in 1...600 {
        let seq: Int64 = try tx.value("SELECT coalesce(max(seq), 0) + 1 FROM ledger_transaction") ?? 1
        for (position, amount) in [1, -1].enumerated() {
            try tx.execute(
                "INSERT INTO ledger_entry (transaction_seq, position, account, day, currency, amount) VALUES (?, ?, ?, 1, 'EUR', ?)",
                [seq, position, first + Int64(position), amount])
        }
        let next = [UInt8](repeating: UInt8(number % 256), count: 32)
        try tx.execute(
            """
            INSERT INTO ledger_transaction (seq, id, workspace_id, number, day, description, posted_at, previous_hash, hash)
            VALUES (?, ?, ?, ?, 1, 'd', 1, ?, ?)
            """, [seq, "\(workspace)/\(number)", workspace, number, hash, next])
        hash = next
    }
    try tx.execute(
        """
        INSERT INTO commission_rule (id, workspace_id, name, kind, shares, enabled, version, created_at, updated_at)
        VALUES (?, ?, 'n', 'fixed', '[]', 1, 1, 1, 1)
        """, ["\(workspace)/rule", workspace])
    try tx.execute(
        """
        INSERT INTO payout (id, workspace_id, person_id, person_name, amount, currency, state, version, created_at, updated_at)
        VALUES (?, ?, 'p', 'n', 1, 'EUR', 'pending', 1, 1, 1)
        """, ["\(workspace)/payout", workspace])
}
