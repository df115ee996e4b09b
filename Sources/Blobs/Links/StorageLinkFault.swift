/// Why the token of a link opens nothing.
package enum StorageLinkFault: Error, Hashable, Sendable {
    case malformed
    case badSignature
    case expired
}
