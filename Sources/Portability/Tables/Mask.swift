/// How the texts of a column are made up in a masked copy.
enum Mask: Hashable, Sendable {
    case name, email, phone, domain, address, digits, text, tags, path, fileName, accountCode
    /// Of a key of a lead: an address, a number or a domain, as its kind says.
    case keyValue
    /// Of a stored file, whose bytes are made up, too.
    case fileHash
    /// Of what nobody reads: digits.
    case opaque
    /// The word with digits behind it.
    case label(String)
    /// The folded label of another column.
    case folded(String, String)
    /// Every text in it but those under these names.
    case json(keeping: [String])
    /// The same for all.
    case fixed(String?)
}
