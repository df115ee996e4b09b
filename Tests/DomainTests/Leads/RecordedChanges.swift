import Realtime
import Synchronization

/// What row changes were heard, in order.
final class RecordedChanges: Sendable {
    private let changes = Mutex<[RowChange]>([])

    var all: [RowChange] { changes.withLock { $0 } }

    func append(_ change: RowChange) {
        changes.withLock { $0.append(change) }
    }
}
