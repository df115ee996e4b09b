import DataStore
import Domain
import Identity
import Primitives
import Testing

struct LeadEditingTests {
    @Test func `A change needs the permission, the lead, and the version that it is based on`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let theirs = try await world.leads.drop(LeadDraft(company: "Theirs"), by: world.stranger, trace: TraceID())
            let patch = try LeadPatch(MergePatch(["company": "Other"]))
            let refused = await failure { _ = try await world.edit(lead, ["company": "Other"], by: world.member(.viewer)) }
            #expect(refused?.code == .forbidden)
            let missing = await failure {
                _ = try await world.leads.edit(theirs.id, patch, version: nil, by: world.owner, trace: TraceID())
            }
            #expect(missing?.code == .notFound)
            let unbased = await failure { _ = try await world.leads.edit(lead.id, patch, version: nil, by: world.owner, trace: TraceID()) }
            #expect(unbased?.code == .versionRequired)
            #expect(try await world.room(lead.id).lead == lead)
        }
    }

    @Test func `Every wrong field of a patch is named, unknown ones too, and nothing is changed`() throws {
        let failure = #expect(throws: Failure.self) {
            try LeadPatch(
                MergePatch([
                    "company": .null, "website": "ftp://x", "email": 7, "siren": "123456789", "vat": "XX1", "tags": ["a", 1],
                    "ownerId": "me", "projectId": .null, "remindAt": "tomorrow", "status": "ready", "id": "x",
                ]))
        }
        #expect(
            failure?.fields.map(\.pointer) == [
                "/company", "/website", "/email", "/siren", "/vat", "/tags", "/ownerId", "/projectId", "/remindAt", "/id", "/status",
            ])
    }

    @Test func `An owner, project or stage of somewhere else is no value`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let theirs = try await world.leads.drop(LeadDraft(company: "Theirs"), by: world.stranger, trace: TraceID())
            let stranger = try #require(world.stranger.personID)
            for (field, value) in [
                ("ownerId", stranger.description), ("projectId", theirs.projectId.description), ("stageId", theirs.stageId.description),
            ] {
                let refused = await failure { _ = try await world.edit(lead, [field: .string(value)]) }
                #expect(refused?.fields.map(\.pointer) == ["/\(field)"])
            }
            #expect(try await world.room(lead.id).lead == lead)
        }
    }

    @Test func `A stale change is told what others changed and what it wanted, and changes nothing`() async throws {
        try await withLeads { world in
            let lead = try await world.drop { $0.phone = "1" }
            let first = try await world.edit(lead, ["company": "By one", "phone": "2"])
            let second = try await world.edit(first, ["phone": "3"])
            let stale = await failure { _ = try await world.edit(lead, ["company": "By two", "notes": "mine", "phone": "3"]) }
            #expect(stale?.code == .staleVersion)
            #expect(stale?.members["current"]?["version"]?.integer == second.version)
            let differences = stale?.members["differences"]?.array ?? []
            #expect(
                differences == [
                    ["field": "company", "before": "Acme", "current": "By one", "yours": "By two"],
                    ["field": "phone", "before": "1", "current": "3", "yours": .null],
                    ["field": "notes", "before": .null, "current": .null, "yours": "mine"],
                ])
            #expect(try await world.room(lead.id).lead == second)
        }
    }

    @Test func `Of many editors with the same version one wins`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let wins = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<20 {
                    group.addTask { await failure { _ = try await world.edit(lead, ["company": .string("By \(number)")]) } == nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(wins == 1)
            #expect(try await world.room(lead.id).lead.version == 2)
            #expect(try await world.history(lead.id).count == 1)
        }
    }

    @Test func `A change that changes nothing is no version, no event and no history`() async throws {
        try await withLeads { world in
            let lead = try await world.drop { $0.tags = ["VIP"] }
            let events = try await world.count("event")
            let same = try await world.edit(lead, ["company": "Acme", "tags": ["VIP"], "vat": .null])
            #expect(same == lead)
            #expect(try await world.count("event") == events)
            #expect(try await world.history(lead.id).isEmpty)
        }
    }

    @Test func `Fields are set and emptied, and the history says who, before and after`() async throws {
        try await withLeads { world in
            let lead = try await world.drop { $0.email = "a@b.example" }
            let owner = try #require(world.owner.personID)
            let changed = try await world.edit(
                lead,
                [
                    "email": .null, "vat": "fr 40 303 265 045", "tags": ["Été", "ete", "B"], "ownerId": .string(owner.description),
                    "nextStepDue": "2030-01-31T12:00:00.123456+01:00",
                ])
            #expect(changed.email == nil && changed.vat == "FR40303265045" && changed.tags == ["Été", "B"] && changed.ownerId == owner)
            #expect(changed.nextStepDue?.description == "2030-01-31T11:00:00.123Z")
            #expect(try await world.room(lead.id).lead == changed)
            let entry = try #require(try await world.history(lead.id).first)
            #expect(entry.version == 2 && entry.actorKind == .person && entry.actorName == world.owner.displayName.description)
            #expect(entry.changes.contains(#"{"field":"email","before":"a@b.example","after":null}"#))
            #expect(entry.changes.contains(#"{"field":"tags","before":[],"after":["Été","B"]}"#))
        }
    }

    @Test func `The history comes in pages, the newest first`() async throws {
        try await withLeads { world in
            var lead = try await world.drop()
            for number in 0..<5 { lead = try await world.edit(lead, ["company": .string("\(number)")]) }
            var (versions, cursor): ([Int64], String?) = ([], nil)
            repeat {
                let page = try await world.leads.history(of: lead.id, for: world.owner, cursor: cursor, limit: 2)
                versions += page.items.map(\.version)
                cursor = page.next
            } while cursor != nil
            #expect(versions == [6, 5, 4, 3, 2])
            let forged = await failure { _ = try await world.leads.history(of: lead.id, for: world.owner, cursor: "x", limit: 2) }
            #expect(forged?.code == .invalidRequest)
            let hidden = await failure { _ = try await world.leads.history(of: lead.id, for: world.stranger, cursor: nil, limit: 2) }
            #expect(hidden?.code == .notFound)
        }
    }

    @Test func `Another project takes the lead into its first stage, or the stage that is named`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let project = try await world.projects.create(MergePatch(["name": "Second"]), by: world.owner, key: nil, trace: TraceID())
            let stages = try await world.projects.stages(of: project.id, for: world.owner)
            let moved = try await world.edit(lead, ["projectId": .string(project.id.description)])
            #expect(moved.stageId == stages[0].id)
            let staged = try await world.edit(moved, ["stageId": .string(stages[2].id.description)])
            #expect(staged.stageId == stages[2].id)
        }
    }

    @Test func `An archived lead is kept; archiving twice is one change`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let archived = try await world.leads.archive(lead.id, true, version: 1, by: world.owner, trace: TraceID())
            #expect(archived.archivedAt != nil && archived.version == 2)
            let again = try await world.leads.archive(lead.id, true, version: 2, by: world.owner, trace: TraceID())
            #expect(again == archived)
            let back = try await world.leads.archive(lead.id, false, version: 2, by: world.owner, trace: TraceID())
            #expect(back.archivedAt == nil && back.version == 3)
        }
    }

    @Test func `A lead in the trash is not changed until it is restored`() async throws {
        try await withLeads { world in
            let trashed = try await world.trash(try await world.drop())
            #expect(trashed.deletedAt != nil)
            for attempt in 0..<3 {
                let refused = await failure {
                    switch attempt {
                    case 0: _ = try await world.edit(trashed, ["company": "B"])
                    case 1: _ = try await world.leads.archive(trashed.id, true, version: 2, by: world.owner, trace: TraceID())
                    default: _ = try await world.leads.analyzeAgain(trashed.id, by: world.owner, trace: TraceID())
                    }
                }
                #expect(refused?.code == .conflict)
            }
            let restored = try await world.leads.restore(trashed.id, version: 2, by: world.owner, trace: TraceID())
            #expect(restored.deletedAt == nil)
            #expect(try await world.edit(restored, ["company": "B"]).company == "B")
        }
    }
}
