import DataStore
import Primitives

/// How far an import is.
package enum ImportState: String, Sendable, CaseIterable, Codable, JSONWritable, SQLConvertible {
    /// The file is there; what its columns are can be said.
    case mapping
    /// A dry run reads it.
    case checking
    case checked
    /// Leads are being made.
    case running
    case finished
    /// Stopped by someone; started again it goes on where it stopped.
    case cancelled
    case failed

    var isUnderway: Bool { self == .checking || self == .running }
    var mayChange: Bool { self == .mapping || self == .checked }
    var mayStart: Bool { self == .mapping || self == .checked || self == .cancelled || self == .failed }
}
