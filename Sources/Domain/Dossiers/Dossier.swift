package import Blobs
package import Primitives

/// One rendered version of a lead's dossier.
package struct Dossier: Hashable, Sendable {
    package let id: ID<Dossier>
    package let leadID: ID<Lead>
    package let object: StoredObject
    package let pages: Int
    package let createdAt: Timestamp
}
