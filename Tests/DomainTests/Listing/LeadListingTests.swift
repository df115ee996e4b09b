import DataStore
import Identity
import Primitives
import Testing

@testable import Domain

struct LeadListingTests {
    @Test(arguments: [
        "status": "odd", "stage": "7", "owner": "me", "score_min": "x", "created_after": "yesterday", "archived": "yes", "trash": "1",
        "sort": "price", "tag": " ",
    ])
    func `A parameter that is not right is named`(name: String, value: String) {
        let failure = #expect(throws: Failure.self) { () throws in try LeadQuery(parameters: [(name, value)]) }
        #expect(failure?.code == .invalidRequest)
        #expect(failure?.fields.map(\.pointer) == [name])
    }

    @Test func `A cursor is good for the query that gave it out, and for no other`() async throws {
        try await withListed { world in
            let query = LeadQuery(sort: .company)
            let next = try #require(try await world.leads.list(query, for: world.owner, cursor: nil, limit: 3).page.next)
            let others = [LeadQuery(sort: .companyBackwards), LeadQuery(LeadFilter(status: .new), sort: .company), LeadQuery()]
            for other in others { try await world.refuses(next, other) }
            for forged in ["", "x", "forged", String(next.dropLast()), next + "A", "AAAAAAAAAAAA" + next.dropFirst(12)] {
                try await world.refuses(forged, query)
            }
            #expect(try await world.leads.list(query, for: world.owner, cursor: next, limit: 3).page.items.count == 3)
        }
    }

    @Test(arguments: LeadSort.allCases)
    func `Every order has each lead on one page, those without a value last, whatever is dropped meanwhile`(sort: LeadSort) async throws {
        try await withListed { world in
            let all = try await world.leads.list(LeadQuery(sort: sort), for: world.owner, cursor: nil, limit: 200).page.items
            #expect(all.count == 40)
            #expect(all.map(\.id) == world.sorted(all, by: sort).map(\.id))
            var seen: [ID<Lead>] = []
            var cursor: String?
            repeat {
                let page = try await world.leads.list(LeadQuery(sort: sort), for: world.owner, cursor: cursor, limit: 7).page
                seen += page.items.map(\.id)
                cursor = page.next
                _ = try await world.drop("Late")
            } while cursor != nil && seen.count < 200
            #expect(seen.filter { id in all.contains { $0.id == id } } == all.map(\.id))
            #expect(Set(seen).count == seen.count)
        }
    }

    @Test func `Each filter leaves what meets it, in every order, by pages`() async throws {
        try await withListed { world in
            let all = try await world.leads.list(LeadQuery(world.everything), for: world.owner, cursor: nil, limit: 200).page.items
            #expect(all.count == 41)
            for (name, filter, meets) in world.filters {
                let meeting = all.filter { ($0.archivedAt == nil || filter.archived != .exclude) && meets($0) }
                let expected = Set(meeting.map(\.id))
                #expect(!expected.isEmpty && expected.count < all.count, "\(name) tells nothing")
                for sort in LeadSort.allCases {
                    var (seen, cursor): ([Lead], String?) = ([], nil)
                    repeat {
                        let page = try await world.leads.list(LeadQuery(filter, sort: sort), for: world.owner, cursor: cursor, limit: 3)
                            .page
                        seen += page.items
                        cursor = page.next
                    } while cursor != nil && seen.count < 200
                    #expect(seen.count == expected.count && Set(seen.map(\.id)) == expected, "\(name), \(sort)")
                    #expect(seen.map(\.id) == world.sorted(seen, by: sort).map(\.id), "\(name), \(sort)")
                }
            }
        }
    }

    @Test func `A page that passes over too many is short, and the next goes on behind them`() async throws {
        try await withListed { world in
            var listing = LeadListing(query: LeadQuery(LeadFilter(status: .ready)), workspace: world.owner.workspaceID)
            listing.passedLimit = 5
            var (found, pages, place): (Int, Int, LeadPlace?) = (0, 0, nil)
            repeat {
                let (places, next) = try await world.store.read { [listing, place] in try listing.page(after: place, limit: 10, in: $0) }
                (found, pages, place) = (found + places.count, pages + 1, next)
            } while place != nil && pages < 50
            let expected = try await world.leads.list(LeadQuery(LeadFilter(status: .ready)), for: world.owner, cursor: nil, limit: 200).page
            #expect(found == expected.items.count)
            #expect(pages > 5)
        }
    }

    @Test func `A list reads the same from the index of its order as from the few that a condition leaves`() async throws {
        try await withListed { world in
            // By creation, what has a text comes in the order of its index.
            for sort in LeadSort.allCases {
                for (name, filter, _) in world.filters where sort.column != nil || filter.text == nil {
                    let listing = LeadListing(query: LeadQuery(filter, sort: sort), workspace: world.owner.workspaceID)
                    let conditions = IndexedCondition.all(of: listing.query, of: listing.workspace, .sqlite)
                    guard filter.text != nil || !conditions.isEmpty else { continue }
                    for absent in sort.mayBeAbsent ? [false, true] : [false] {
                        let segment = LeadSegment(listing: listing, isAbsent: absent, start: nil, dialect: .sqlite)
                        let (walked, gathered) = try await world.store.read { tx in
                            let source = try LeadSource.choose(listing.query, of: listing.workspace, in: tx)
                            guard case .few = source else { throw Failure(.notFound, "Too many for this test.") }
                            let order = try LeadSource.order(of: listing.query, of: listing.workspace, in: tx)
                            return (
                                try tx.rows(segment.page(from: order, limit: 50)).map { try segment.place($0) },
                                try tx.rows(segment.page(from: source, limit: 50)).map { try segment.place($0) }
                            )
                        }
                        #expect(walked == gathered, "\(name), \(sort)")
                    }
                }
            }
        }
    }

    @Test func `A walk hands over every lead once`() async throws {
        try await withListed { world in
            var companies: [String] = []
            try await world.leads.walk(LeadQuery(sort: .company), for: world.owner) { companies += $0.map(\.company) }
            #expect(companies.count == 40)
            #expect(companies.map(Folding.fold) == companies.map(Folding.fold).sorted())
        }
    }

    @Test(arguments: LeadSort.allCases)
    func `An order is read from its index, and few leads by the index of their condition`(sort: LeadSort) async throws {
        try await withListed { world in
            var filters = world.filters.map { ($0.name, $0.filter) }
            filters.append(("none", LeadFilter()))
            for (name, filter) in filters {
                let query = LeadQuery(filter, sort: sort)
                let listing = LeadListing(query: query, workspace: world.owner.workspaceID)
                for absent in sort.mayBeAbsent ? [false, true] : [false] {
                    for start in [nil, LeadPlace(key: absent ? .absent : sort.column == nil ? .none : .integer(5), lead: ID())] {
                        let segment = LeadSegment(listing: listing, isAbsent: absent, start: start, dialect: .sqlite)
                        // By creation, what has a text comes in the order of its index.
                        guard filter.text == nil || sort.column != nil else { continue }
                        let order = try await world.store.read { try LeadSource.order(of: query, of: listing.workspace, in: $0) }
                        let plan = try await world.plan(segment.page(from: order, limit: 50))
                        let index = "INDEX \(sort.index(absent: absent)) (workspace_id=?"
                        #expect(plan.contains { $0.contains(index) }, "\(name): \(plan)")
                        if case .order(let known) = order, !known.isEmpty {
                            // Until it is known by entries alone that a lead is wanted, none of its row is read.
                            let walked = ["COVERING \(index)"] + world.entries(filter)
                            #expect(walked.allSatisfy { part in plan.contains { $0.contains(part) } }, "\(name): rows are read: \(plan)")
                        }
                        let wrong = ["SCAN lead ", "SCAN t", "SCAN d", "USE TEMP B-TREE"]
                        #expect(!plan.contains { line in wrong.contains { line.hasPrefix($0) } }, "\(name): \(plan)")
                    }
                }
                let source = try await world.store.read { try LeadSource.choose(query, of: world.owner.workspaceID, in: $0) }
                guard case .few(let few) = source else { continue }
                let plan = try await world.plan(few)
                let right = ["SEARCH", "CO-ROUTINE", "SCAN m", "SCAN lead_search VIRTUAL TABLE INDEX"]
                #expect(plan.allSatisfy { line in right.contains { line.hasPrefix($0) } }, "\(plan)")
            }
        }
    }
}

/// Forty leads, one in the archive, one in the trash.
private func withListed(_ body: (LeadWorld) async throws -> Void) async throws {
    try await withLeads { world in
        let names = ["Élan", "atelier", "Zoo", "Brun", "œuvre", "Noël", "Été"]
        for number in 0..<42 {
            let lead = try await world.leads.drop(
                LeadDraft(
                    company: "\(names[number % names.count]) \(number / 9)", notes: number.isMultiple(of: 5) ? "Salon de Lyon" : nil,
                    tags: number.isMultiple(of: 3) ? ["Été", "vip"] : number.isMultiple(of: 2) ? ["VIP"] : nil),
                by: world.owner, trace: TraceID())
            let owner = world.owner.personID
            let stages = try await world.store.read { try StageRows.all(of: lead.projectId, in: $0) }
            try await world.change(lead) { lead in
                if !number.isMultiple(of: 4) { lead.score = number % 11 * 10 }
                if number.isMultiple(of: 3) { lead.status = .ready }
                if number.isMultiple(of: 6) { lead.ownerId = owner }
                if number.isMultiple(of: 7) { lead.nextStepDue = Timestamp(seconds: Int64(2_000_000_000 + number % 3)) }
                lead.stageId = stages[number % 3].id
                if number == 40 { lead.archivedAt = .now() }
                if number == 41 { lead.deletedAt = .now() }
            }
        }
        try await body(world)
    }
}

extension LeadWorld {
    fileprivate typealias Named = (name: String, filter: LeadFilter, meets: (Lead) -> Bool)

    fileprivate var everything: LeadFilter {
        var filter = LeadFilter()
        filter.archived = .include
        return filter
    }

    fileprivate var filters: [Named] {
        func filter(_ name: String, _ value: String, _ rest: (String, String)..., meets: @escaping (Lead) -> Bool) -> Named {
            let parameters = ([(name, value)] + rest).map { (name: $0.0, value: $0.1) }
            guard let query = try? LeadQuery(parameters: parameters) else { preconditionFailure("\(name) is not right") }
            return (name, query.filter, meets)
        }
        return [
            filter("status", "ready") { $0.status == .ready },
            filter("status", "new") { $0.status == .new },
            filter("owner", owner.personID?.description ?? "") { $0.ownerId == owner.personID },
            filter("owner", "none") { $0.ownerId == nil },
            filter("tag", "ETE") { $0.tags.contains("Été") },
            filter("tag", "Vip", ("tag", "été")) { $0.tags.count == 2 },
            filter("score_min", "30", ("score_max", "70")) { (30...70).contains($0.score ?? -1) },
            filter("due_before", "2033-05-18T03:33:21.500Z") { $0.nextStepDue.map { $0.seconds < 2_000_000_002 } ?? false },
            filter("archived", "only") { $0.archivedAt != nil },
            filter("q", "salon lyo") { $0.notes != nil },
            filter("q", "Salon", ("status", "ready")) { $0.notes != nil && $0.status == .ready },
        ]
    }

    /// By which indexes it is told of one lead that it meets the conditions, in the words of a plan.
    fileprivate func entries(_ filter: LeadFilter) -> [String] {
        var entries: [String] = []
        if filter.text != nil { entries.append("COVERING INDEX sqlite_autoindex_search_document_1 (lead_id=?)") }
        if filter.status == .new { entries.append("COVERING INDEX lead_by_status (workspace_id=? AND status=? AND id=?)") }
        if case .person = filter.owner { entries.append("COVERING INDEX lead_by_owner (workspace_id=? AND owner_id=? AND id=?)") }
        if !filter.tags.isEmpty { entries.append("PRIMARY KEY (workspace_id=? AND tag_folded=? AND lead_id=?)") }
        if filter.archived == .only { entries.append("INDEX lead_archived (workspace_id=? AND id=?)") }
        return entries
    }

    fileprivate func sorted(_ leads: [Lead], by sort: LeadSort) -> [Lead] {
        func key(_ lead: Lead) -> (Bool, String, String) {
            func number(_ value: Int64?) -> String { value.map { String(1_000_000_000_000_000_000 + $0) } ?? "" }
            return switch sort.column {
            case "score": (lead.score == nil, number(lead.score.map { Int64($0) }), lead.id.description)
            case "next_step_due": (lead.nextStepDue == nil, number(lead.nextStepDue?.microseconds), lead.id.description)
            case "updated_at": (false, number(lead.updatedAt.microseconds), lead.id.description)
            case "company_key": (false, Folding.fold(lead.company), lead.id.description)
            default: (false, "", lead.id.description)
            }
        }
        return leads.sorted { left, right in
            let (left, right) = (key(left), key(right))
            if left.0 != right.0 { return right.0 }
            return sort.isDescending ? (left.1, left.2) > (right.1, right.2) : (left.1, left.2) < (right.1, right.2)
        }
    }

    fileprivate func refuses(_ cursor: String, _ query: LeadQuery) async throws {
        let failure = await #expect(throws: Failure.self) { try await leads.list(query, for: owner, cursor: cursor, limit: 3) }
        #expect(failure?.code == .invalidRequest)
        #expect(failure?.fields.map(\.pointer) == ["cursor"])
    }

    fileprivate func plan(_ part: SQLPart) async throws -> [String] {
        try await store.read { try $0.rows(SQLPart("EXPLAIN QUERY PLAN \(part.sql)", part.arguments)).map { try $0["detail"] } }
    }
}
