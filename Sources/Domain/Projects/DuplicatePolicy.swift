import DataStore
import Primitives

/// What becomes of a lead that is dropped into a project which has it already.
package enum DuplicatePolicy: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
    /// Both are kept and linked, so that nothing is lost unasked.
    case keep
    /// What is new goes into the lead that is there.
    case merge
    case refuse
}
