import Synchronization

/// What the rows of a dry run so far would have left behind, as hashes: a million rows take some 50 MB.
final class SeenRows: Sendable {
    private let hashes = Mutex<Set<Int>>([])

    func contains(_ hash: Int) -> Bool { hashes.withLock { $0.contains(hash) } }
    func add(_ new: Set<Int>) { hashes.withLock { $0.formUnion(new) } }
}
