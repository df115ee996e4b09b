/// What a column of a table may be.
package enum ImportField: String, Sendable, CaseIterable, Codable {
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

    var mayRepeat: Bool { self == .notes || self == .tags }
}
