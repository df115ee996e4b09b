package import Primitives

/// One entry of a lead's history: who changed what, when.
package struct LeadChange: Hashable, Sendable {
    package let id: ID<LeadChange>
    /// The lead that it is shown with: after a merge, the one that is left.
    package let leadID: ID<Lead>
    /// The lead that was changed, where it has been merged into ``leadID`` since; its versions count apart.
    package let mergedID: ID<Lead>?
    /// The version that the lead had with the change.
    package let version: Int64
    package let at: Timestamp
    package let actor: ChangeActor
    package let changes: [FieldChange]
}
