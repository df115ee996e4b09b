import DataStore
import Primitives

/// What becomes of an occurrence while the schedule's last job has not ended.
package enum Overlap: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
    /// It is dropped.
    case skip
    /// It runs beside it.
    case allow
}
