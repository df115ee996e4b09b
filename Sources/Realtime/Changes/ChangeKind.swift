/// What happened to a row, in the words of the protocol.
package enum ChangeKind: String, Sendable, CaseIterable {
    case insert = "INSERT"
    case update = "UPDATE"
    case delete = "DELETE"
}
