import DataStore
import Primitives

/// What it means for a lead to stand in a stage.
package enum StageKind: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
    case open
    case won
    case lost
}
