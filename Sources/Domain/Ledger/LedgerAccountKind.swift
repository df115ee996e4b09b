import DataStore
import Primitives

/// What an account counts. Debits are positive: assets and expenses grow by them, the others by credits.
package enum LedgerAccountKind: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
    case asset
    case liability
    case equity
    case income
    case expense
}
