/// What the operator asks of the books of a workspace.
package enum LedgerRequest: Codable, Sendable {
    /// Reads the whole chain again; through a head that was kept elsewhere, as its number and hash.
    case verify(number: Int64?, hash: String?)
    case head
    /// Some transactions from behind a number, as they stand in an export; `nil` begins at the beginning.
    case export(format: String, after: Int64?)
}
