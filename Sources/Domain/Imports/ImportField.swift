import Primitives

/// What a column of a table may be.
package enum ImportField: String, Sendable, CaseIterable, Codable, JSONWritable {
    case company
    case website
    case contactName
    /// Put before ``contactLastName`` to make the contact's name.
    case contactFirstName
    case contactLastName
    case email
    case phone
    case siren
    case vat
    /// Several columns may be notes: they stand below each other, each after its column's name.
    case notes
    /// Tags with commas or semicolons between them.
    case tags
    case nextStep
    /// An amount as people write it, with the sign or code of its currency or without.
    case value
    /// The currency of ``value``; without it, the workspace's.
    case currency

    var mayRepeat: Bool { self == .notes || self == .tags }
}
