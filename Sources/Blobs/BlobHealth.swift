/// Whether files can be stored.
package enum BlobHealth: Hashable, Sendable {
    case ok
    /// With the reason, for the operator.
    case failing(String)
}
