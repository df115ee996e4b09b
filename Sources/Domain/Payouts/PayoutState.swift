import DataStore
import Primitives

/// How far a payout is: `pending` → `approved` → `paid`, or `void` from either of the first two.
package enum PayoutState: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
    /// Raised, and in no books yet.
    case pending
    /// Owed to the person.
    case approved
    case paid
    case void
}
