import DataStore

/// In which order leads are listed; equals follow each other by their age.
package enum LeadSort: String, Sendable, CaseIterable {
    case newest = "-created"
    case oldest = "created"
    case lastChanged = "-updated"
    case firstChanged = "updated"
    case bestScore = "-score"
    case leastScore = "score"
    /// By the number of minor units, whatever their currency.
    case mostValue = "-value"
    case leastValue = "value"
    case company
    case companyBackwards = "-company"
    /// What is due first; leads with nothing due come last.
    case due

    var isDescending: Bool { rawValue.hasPrefix("-") }

    /// What is compared before the id, which tells by itself what is newer.
    var column: String? {
        switch self {
        case .newest, .oldest: nil
        case .lastChanged, .firstChanged: "updated_at"
        case .bestScore, .leastScore: "score"
        case .mostValue, .leastValue: "value_amount"
        case .company, .companyBackwards: "company_key"
        case .due: "next_step_due"
        }
    }

    /// Leads without a value come last, in either direction.
    var mayBeAbsent: Bool {
        switch self {
        case .bestScore, .leastScore, .mostValue, .leastValue, .due: true
        case .newest, .oldest, .lastChanged, .firstChanged, .company, .companyBackwards: false
        }
    }

    /// The index that has the order.
    func index(absent: Bool) -> String {
        switch self {
        case .newest, .oldest: "lead_by_workspace"
        case .lastChanged, .firstChanged: "lead_by_updated"
        case .bestScore, .leastScore: "lead_by_score"
        case .mostValue, .leastValue: absent ? "lead_by_workspace" : "lead_by_value"
        case .company, .companyBackwards: "lead_by_company"
        case .due: absent ? "lead_by_workspace" : "lead_by_due"
        }
    }
}
