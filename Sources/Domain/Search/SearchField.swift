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

    /// What names a lead, before what is told about it.
    static let naming: [SearchField] = [.company, .domain, .contact, .email, .phone, .tags]
}
