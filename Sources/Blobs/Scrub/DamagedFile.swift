package import Primitives

/// A stored file that is not what was stored, and what it belongs to.
package struct DamagedFile: Hashable, Sendable {
    package enum Fault: String, Sendable, CaseIterable {
        case missing
        case wrongLength = "wrong_length"
        case changed
    }

    package let space: ID<BlobSpace>
    package let hash: ContentHash
    package let fault: Fault
    /// Names of what is stored in it, the first few.
    package let names: [String]
}
