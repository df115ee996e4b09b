import DataStore
import Identity
import Primitives

/// Reads the leads of one query, page by page: each page is a seek in an index and what follows it.
struct LeadListing {
    /// How many leads one page may pass over: when too few of them met the filter, the page is short and the next one goes on behind them.
    /// More than a large workspace has, and half a second of one reading connection.
    static let passedLimit = 250_000

    let query: LeadQuery
    let workspace: ID<Workspace>
    var now = Timestamp.now()
    var passedLimit = Self.passedLimit

    /// - Returns: at most `limit` places in order, and from where the list goes on, if it does.
    func page(after place: LeadPlace?, limit: Int, in tx: some SQLReading) throws -> (places: [LeadPlace], next: LeadPlace?) {
        if let text = query.filter.text, SearchQuery(text).isEmpty { return ([], nil) }
        let source = try LeadSource.choose(query, of: workspace, in: tx)
        var places: [LeadPlace] = []
        for absent in segments(from: place) {
            let start = absent == (place?.key == .absent) ? place : nil
            let segment = LeadSegment(listing: self, isAbsent: absent, start: start, dialect: tx.dialect)
            places += try tx.rows(segment.page(from: source, limit: limit + 1 - places.count)).map { try segment.place($0) }
            if places.count > limit { return (Array(places.prefix(limit)), places[limit - 1]) }
            if let last = segment.lastPassed(in: source), let row = try tx.rows(last).first { return (places, try segment.place(row)) }
        }
        return (places, nil)
    }

    /// Leads that have a value in the sorted column, then those without.
    private func segments(from place: LeadPlace?) -> [Bool] {
        let (sort, filter) = (query.sort, query.filter)
        let isBounded =
            sort.column == "score" && !filter.score.isEmpty || sort == .due && filter.dueBefore != nil
            || sort.column == "value_amount" && filter.valueMin != nil
        guard sort.mayBeAbsent, !isBounded else { return [false] }
        return place?.key == .absent ? [true] : [false, true]
    }
}
