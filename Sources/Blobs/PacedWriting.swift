/// Keeps the bytes of a growing file from piling up before the disk, where everybody's flush would have to wait for them.
///
/// It flushes nothing: what is to last is flushed at the end.
package struct PacedWriting: Sendable {
    /// A few milliseconds of a disk; at most twice as much is on its way there.
    private static let strideByteCount: Int64 = 1 << 20

    private let file: DiskFile
    private var done: Int64 = 0
    private var begun: Int64 = 0

    package init(of file: DiskFile) {
        self.file = file
    }

    /// The file has grown to so many bytes: has the disk begin with the new ones, and waits until it has those before.
    package mutating func wrote(upTo end: Int64) {
        guard end - begun >= Self.strideByteCount else { return }
        file.beginWriting(begun..<end)
        if begun > done { file.awaitWriting(done..<begun) }
        (done, begun) = (begun, end)
    }
}
