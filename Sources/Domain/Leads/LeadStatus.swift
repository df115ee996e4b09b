import DataStore
import Primitives

/// Where a lead stands on its way from the drop to READY.
package enum LeadStatus: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
    /// Kept without an analysis, as an import may do; one can be asked for.
    case idle
    /// Dropped; its analysis waits.
    case new
    /// Its site is being read.
    case analyzing
    /// The facts are known; the dossier is being rendered.
    case rendering
    /// Analysis and dossier are there.
    case ready
    /// It could not be brought to READY; the lead says why.
    case failed

    /// Whether a job is on its way that will change the status.
    package var isUnderway: Bool {
        switch self {
        case .new, .analyzing, .rendering: true
        case .idle, .ready, .failed: false
        }
    }
}
