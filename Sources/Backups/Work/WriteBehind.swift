import Blobs
import Synchronization

/// Paces what another writes to a file.
final class WriteBehind: Sendable {
    private struct Opened {
        let file: DiskFile
        var pace: PacedWriting
    }

    private let path: String
    private let opened = Mutex<Opened?>(nil)

    init(path: String) { self.path = path }

    /// A part was written.
    func step() {
        opened.withLock { opened in
            // It promises nothing: where the file can't be opened, whoever writes it will say so.
            if opened == nil, let file = try? DiskFile.open(path) { opened = Opened(file: file, pace: PacedWriting(of: file)) }
            guard let end = try? opened?.file.byteCount() else { return }
            opened?.pace.wrote(upTo: end)
        }
    }
}
