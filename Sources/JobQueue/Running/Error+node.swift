import DataStore
import Primitives

extension Error {
    /// Whether the node itself had no room or no time: no fault of a job, so it costs no attempt.
    var isOfTheNode: Bool {
        switch self {
        case let error as StoreError: [.diskFull, .busy, .inputOutput, .readOnly].contains(error.code)
        case let failure as Failure: [.storageFull, .busy].contains(failure.code)
        default: false
        }
    }
}
