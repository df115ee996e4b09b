import Primitives
import Synchronization

/// The uploads of which a part is being received: two at once would write into one file.
final class UploadsInHand: Sendable {
    private let ids = Mutex<Set<ID<ResumableUpload>>>([])

    /// False when somebody has it already.
    func take(_ id: ID<ResumableUpload>) -> Bool { ids.withLock { $0.insert(id).inserted } }
    func release(_ id: ID<ResumableUpload>) { ids.withLock { _ = $0.remove(id) } }
}
