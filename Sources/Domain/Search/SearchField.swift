import Primitives

/// A part of what is known of a lead in which words are looked for; also the index's columns, in their order.
package enum SearchField: String, Sendable, CaseIterable, JSONWritable {
    case company
    case domain
    case contact
    case email
    case phone
    case notes
    case tags
    case analysis

    /// In the order of all.
    var position: Int {
        switch self {
        case .company: 0
        case .domain: 1
        case .contact: 2
        case .email: 3
        case .phone: 4
        case .notes: 5
        case .tags: 6
        case .analysis: 7
        }
    }

    /// What names a lead, before what is told about it.
    static let naming: [SearchField] = [.company, .domain, .contact, .email, .phone, .tags]
}
