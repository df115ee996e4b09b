import DataStore
package import Identity
import Primitives

extension Leads {
    package static let searchLimit = 50
    /// How many matches are ranked, the newest. A company that begins with what was typed is found whatever its age.
    private static let rankedLimit = 500
    /// The same of companies that have every term in their name, when there are more matches than that.
    private static let rankedCompanyLimit = 100

    /// The leads outside the trash that have every term of `text`, the best first; and whether there are more.
    ///
    /// - Throws: ``Failure`` `forbidden`.
    package func search(_ text: String, for principal: Principal, limit: Int) async throws -> (hits: [SearchHit], isTruncated: Bool) {
        try principal.require(.leadsRead)
        let query = SearchQuery(text)
        guard !query.isEmpty else { return ([], false) }
        let limit = min(max(limit, 1), Self.searchLimit)
        return try await store.read { tx in
            let ranked = try Self.ranked(query, of: principal.workspaceID, limit: limit + 1, in: tx)
            let shown = ranked.prefix(limit)
            let documents = try SearchRows.find(shown.map(\.number), in: tx)
            let leads = try LeadRows.find(documents.values.map(\.lead), in: tx)
            let found = Dictionary(uniqueKeysWithValues: leads.map { ($0.id, $0) })
            let highlighter = Highlighter(query)
            let hits = shown.compactMap { candidate -> SearchHit? in
                guard let document = documents[candidate.number], document.workspace == principal.workspaceID,
                    let lead = found[document.lead], lead.workspaceId == principal.workspaceID, lead.deletedAt == nil
                else { return nil }
                return SearchHit(lead: lead, score: candidate.rank.score, highlights: highlighter.highlights(in: document))
            }
            return (hits, ranked.count > limit)
        }
    }

    private typealias Candidate = (number: Int64, rank: SearchRank)

    /// The index says where the terms stand, so that nothing is read of the matches but the names of companies.
    private static func ranked(
        _ query: SearchQuery, of workspace: ID<Workspace>, limit: Int, in tx: some SQLReading
    ) throws -> [Candidate] {
        let newest = try SearchRows.newest(query, of: workspace, limit: rankedLimit + 1, in: tx)
        var companies: [Int64: String] = [:]
        for match in newest { companies[match.number] = match.company }
        if newest.count > rankedLimit {
            // Where the newest matches hold as many, they are these.
            if companies.count < rankedCompanyLimit {
                for (number, company) in try SearchRows.companies(query, of: workspace, limit: rankedCompanyLimit, in: tx) {
                    companies[number] = company
                }
            }
            for (number, company) in try SearchRows.companies(beginningWith: query.name, of: workspace, limit: limit, in: tx) {
                companies[number] = company
            }
        }
        var ranked = companies.map { (number: $0.key, rank: SearchRank(ofCompany: $0.value, for: query)) }
            .sorted { ($0.rank, -$0.number) < ($1.rank, -$1.number) }
        for (place, rank) in [(SearchPlace.naming, SearchRank.naming), (.anywhere, .told)] where ranked.count < limit {
            ranked += newest.filter { $0.place == place && companies[$0.number] == nil }.map { ($0.number, rank) }
        }
        return Array(ranked.prefix(limit))
    }
}

extension SearchRank {
    /// For people and programs that compare hits: halves with every step.
    fileprivate var score: Double { 1 / Double(1 << rawValue) }
}
