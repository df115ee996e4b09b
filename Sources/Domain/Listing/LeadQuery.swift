package import Primitives

/// A filter and an order: what a list, a view and an export are made of.
package struct LeadQuery: Hashable, Sendable {
    package var filter: LeadFilter
    package var sort: LeadSort

    package init(_ filter: LeadFilter = LeadFilter(), sort: LeadSort = .newest) {
        self.filter = filter
        self.sort = sort
    }
}

/// The parameters of `GET /leads` that say something, in one order: the same query is the same text.
extension LeadQuery: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { writeMembers(to: &$0) }
    }

    func writeMembers(to json: inout JSONWriter) {
        json.sometimes(writeConditions)
    }

    private func writeConditions(to json: inout JSONWriter) {
        if let status = filter.status { json.member("status", status) }
        if let stage = filter.stage { json.member("stage", stage) }
        switch filter.owner {
        case .person(let person): json.member("owner", person.description)
        case .none?: json.member("owner", "none")
        case nil: break
        }
        if !filter.tags.isEmpty { json.member("tag", array: filter.tags) }
        if let project = filter.project { json.member("project", project) }
        if let least = filter.score.lower { json.member("score_min", least) }
        if let most = filter.score.upper { json.member("score_max", most) }
        if let moment = filter.created.lower { json.member("created_after", moment) }
        if let moment = filter.created.upper { json.member("created_before", moment) }
        if let moment = filter.updated.lower { json.member("updated_after", moment) }
        if let moment = filter.updated.upper { json.member("updated_before", moment) }
        if let moment = filter.dueBefore { json.member("due_before", moment) }
        if let least = filter.valueMin { json.member("value_min", least) }
        if filter.isStale { json.member("stale", true) }
        if filter.archived != .exclude { json.member("archived", filter.archived.rawValue) }
        if filter.trash { json.member("trash", true) }
        if let text = filter.text { json.member("q", text) }
        if sort != .newest { json.member("sort", sort.rawValue) }
    }
}
