import Blobs
import Synchronization

/// Has the disk begin with what another writes to a file, so that no pile of it gathers that a writer's flush would have to wait for.
final class WriteBehind: Sendable {
    /// Some sixteen megabytes of a database.
    private static let stride = 16

    private let path: String
    private let steps = Atomic(0)

    init(path: String) { self.path = path }

    /// A part was written.
    func step() {
        guard steps.add(1, ordering: .relaxed).newValue.isMultiple(of: Self.stride) else { return }
        // It promises nothing: where the file can't be opened, whoever writes it will say so.
        guard let file = try? DiskFile.open(path), let byteCount = try? file.byteCount() else { return }
        file.beginWriting(0..<byteCount)
    }
}
