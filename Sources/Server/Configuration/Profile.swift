/// For what a node runs: someone's laptop, a rehearsal, or the team.
package enum Profile: String, Sendable, CaseIterable {
    case local, staging, production

    /// A laptop gets by without configuration; everything else must be told what it may not guess.
    package var needsConfiguration: Bool { self != .local }
}
