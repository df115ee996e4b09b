import DataStore
import Domain
import Foundation
import Identity
import JobQueue
import Logging
import NIOCore
import Primitives
import Realtime
import TestSupport
import Testing

struct LeadChangesTests {
    private func record(_ change: RowChange) throws -> [String: String] {
        let data = try JSONSerialization.jsonObject(with: Data(String(buffer: change.data(.all)).utf8)) as? [String: Any]
        let record = data?["record"] as? [String: Any] ?? [:]
        return record.mapValues { "\($0)" }
    }

    @Test func `A drop that is refused, or sent twice, changes no row more`() async throws {
        try await withLeads { world in
            _ = try? await world.leads.drop(LeadDraft(company: ""), by: world.owner, trace: TraceID())
            _ = try? await world.leads.drop(LeadDraft(company: "Acme"), by: world.member(.viewer), trace: TraceID())
            #expect(world.changes.all.isEmpty)
            let key = try IdempotencyKey("once")
            for _ in 1...2 { _ = try await world.leads.drop(LeadDraft(company: "Acme"), by: world.owner, key: key, trace: TraceID()) }
            #expect(world.changes.all.map(\.kind) == [.insert])
        }
    }

    @Test func `Each step of a lead is one change of its row, and its dossier one of another`() async throws {
        try await withLeads { world in
            let draft = LeadDraft(company: "Élan", contactName: "Ana", notes: "n")
            let lead = try await world.leads.drop(draft, by: world.owner, trace: TraceID())
            let thread = RenderThread()
            let analyzer = BuiltinAnalyzer(site: SiteAnalyzer(fetcher: SiteFetcher(policy: .publicOnly)))
            let runner = JobRunner(
                jobs: world.jobs,
                handlers: [
                    AnalyzeLeadHandler(leads: world.leads, analyzer: analyzer), RenderDossierHandler(leads: world.leads, thread: thread),
                ],
                queues: [AnalyzeLead.queue: 1, RenderDossier.queue: 1],
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            try await runner.runOnce()
            try await thread.shutdown()

            let changes = world.changes.all
            #expect(changes.map(\.table.name) == ["lead", "lead", "lead", "dossier", "lead"])
            #expect(changes.map(\.kind) == [.insert, .update, .update, .insert, .update])
            let leads = try changes.filter { $0.table.name == "lead" }.map(record)
            #expect(leads.map { $0["status"] } == ["new", "analyzing", "rendering", "ready"])
            #expect(leads.map { $0["version"] } == ["1", "2", "3", "4"])
            #expect(leads[0]["id"] == lead.id.description && leads[0]["workspace_id"] == lead.workspaceId.description)
            #expect(leads[0]["contact_name"] == "Ana" && leads[0]["notes"] == "n" && leads[0]["company_key"] == nil)
            let room = try await world.leads.warRoom(lead.id, for: world.owner)
            #expect(leads[3]["ready_at"] == room.lead.readyAt?.description)
            let dossier = try record(changes[3])
            #expect(dossier["id"] == room.dossier?.id.description && dossier["lead_id"] == lead.id.description)

            _ = try await world.leads.analyzeAgain(lead.id, by: world.owner, trace: TraceID())
            #expect(world.changes.all.count == 6)
        }
    }

    @Test func `A lead that fails is one change more`() async throws {
        try await withLeads { world in
            // An address of the node's own is not read.
            let draft = LeadDraft(company: "Gone", website: "http://127.0.0.1:1")
            _ = try await world.leads.drop(draft, by: world.owner, trace: TraceID())
            let analyzer = BuiltinAnalyzer(site: SiteAnalyzer(fetcher: SiteFetcher(policy: .publicOnly)))
            let runner = JobRunner(
                jobs: world.jobs, handlers: [AnalyzeLeadHandler(leads: world.leads, analyzer: analyzer)],
                queues: [AnalyzeLead.queue: 1], logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            try await runner.runOnce()
            let statuses = try world.changes.all.map { try record($0)["status"] }
            #expect(statuses == ["new", "analyzing", "failed"])
            let code = try world.changes.all.last.map { try record($0)["failure_code"] }
            #expect(code != "<null>")
        }
    }

    @Test func `A table's columns are those of the database, and hold nothing that is not for users`() async throws {
        try await withLeads { world in
            let hidden = [
                "lead": ["company_key"], "contact": [], "note": [], "project": [], "dossier": [],
                "message": ["number", "sender", "client_id", "fingerprint", "text_version"],
            ]
            for offered in OfferedTable.all {
                let table = offered.table
                let names = try await world.store.read {
                    try $0.rows("SELECT name FROM pragma_table_info(?)", [table.name]).map { try $0["name"] as String }
                }
                #expect(table.columns.map(\.name).sorted() == Set(names).subtracting(hidden[table.name] ?? names).sorted())
            }
            #expect(OfferedTable.all.map(\.table.name).sorted() == hidden.keys.sorted())
        }
    }

    @Test func `Who may read leads may read these tables; a form's token may not`() async throws {
        try await withLeads { world in
            #expect(
                OfferedTable.readable(by: world.member(.viewer)).map(\.name) == [
                    "lead", "dossier", "contact", "note", "project", "message",
                ])
            let form = Principal(
                credential: world.owner.credential, workspaceID: world.owner.workspaceID, personID: nil, role: nil,
                permissions: [.leadsDrop, .realtimeJoin], displayName: world.owner.displayName)
            #expect(OfferedTable.readable(by: form).isEmpty)
        }
    }

    /// Run with `UPDATE_DOCS=1` to write the page anew.
    @Test func `The page of tables is what the code offers`() throws {
        let path = FileManager.default.currentDirectoryPath + "/docs/tables.md"
        let page = """
            # Tables

            The tables whose row changes `postgres_changes` brings ([realtime.md](realtime.md#row-changes)), with the columns of a record and
            the types by which clients convert them. Written by a test from `OfferedTable.all` in `Sources/Domain/Changes`; the test fails when
            this page says anything else.

            \(OfferedTable.all.map(\.markdown).joined(separator: "\n"))
            """
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" { try Data(page.utf8).write(to: URL(filePath: path)) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == page)
    }
}
