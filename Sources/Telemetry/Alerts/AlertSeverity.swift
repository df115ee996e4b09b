import DataStore
import Primitives

/// What an alert asks for: a look today, or somebody now.
package enum AlertSeverity: String, CaseIterable, Sendable, Codable, SQLConvertible, JSONWritable {
    case warning, critical
}
