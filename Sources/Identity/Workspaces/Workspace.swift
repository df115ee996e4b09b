package import Primitives

/// A tenant: every row, room and file belongs to exactly one. Stock clients call it a project.
package struct Workspace: Hashable, Sendable {
    package let id: ID<Workspace>
    package let name: DisplayName
    package let language: Language
    package let timeZone: TimeZoneName
    package let currency: Currency
    /// Whether another person approves a payout than the one who raised it, and another pays it than the one who approved it.
    package let payoutsNeedTwo: Bool
    package let createdAt: Timestamp
    /// Counts up with every change of the row, from 1.
    package let version: Int64
    /// When it is to be deleted; until then an owner can restore it.
    package let deletesAt: Timestamp?

    package var isClosing: Bool { deletesAt != nil }
}
