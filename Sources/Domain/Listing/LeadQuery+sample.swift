import Identity
import Primitives

extension LeadQuery {
    /// A made-up query with every condition, for the description of the API.
    static var sample: LeadQuery {
        var filter = LeadFilter(status: .ready, text: "garden")
        filter.stage = ID()
        filter.owner = .person(ID())
        filter.tags = ["vip"]
        filter.project = ID()
        filter.score.lower = 50
        filter.score.upper = 100
        filter.created.lower = .now()
        filter.created.upper = .now()
        filter.updated.lower = .now()
        filter.updated.upper = .now()
        filter.dueBefore = .now()
        filter.archived = .include
        filter.trash = true
        return LeadQuery(filter, sort: .bestScore)
    }
}
