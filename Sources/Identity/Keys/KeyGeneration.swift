package import Primitives

/// One turn of a purpose's keys.
package struct KeyGeneration: Hashable, Sendable {
    package let purpose: KeyPurpose
    /// From 1.
    package let number: Int
    package let createdAt: Timestamp
    /// From then on nothing that it made is taken; `nil` for the generation that makes new things.
    package let retiresAt: Timestamp?

    func isAccepted(at moment: Timestamp) -> Bool { retiresAt.map { moment < $0 } ?? true }
}
