import DataStore

/// How far a sign-in goes.
///
/// The tokens of a stock client lie in the hands of whoever runs that client, and a service key makes sign-in links for anyone in its
/// workspace. Such a sign-in must open nothing outside that workspace, or its owner could walk into every other of the person.
package enum SessionReach: String, Sendable, Codable, CaseIterable, SQLConvertible {
    /// Every workspace of the person, and what is the person's own: for a code that this node's page asked for and took itself.
    case node
    /// Its workspace alone: for everything else.
    case workspace
}
