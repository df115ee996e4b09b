/// What became of a draft.
package enum DropOutcome: Sendable {
    case created(Lead)
    /// By the policy of its project it went into a lead that was there.
    case merged(Lead)
    /// By the policy of its project it was not kept, because of these leads.
    case refused([DuplicateLead])
}
