import DataStore

/// How well a lead fits what was typed; of equals, the newest comes first.
enum SearchRank: Int, Comparable {
    /// The company is called just that.
    case name
    /// Its name begins with it.
    case beginning
    /// Its name has every term.
    case company
    /// What names it has every term: domain, contact, e-mail, telephone, tags.
    case naming
    /// A note or its analysis has some of them.
    case told

    static func < (left: SearchRank, right: SearchRank) -> Bool { left.rawValue < right.rawValue }

    /// - Parameter company: of a lead whose company has every term.
    init(ofCompany company: String, for query: SearchQuery) {
        let company = Folding.fold(company)
        self = company == query.name ? .name : company.hasPrefix(query.name) ? .beginning : .company
    }
}
