import Primitives

/// An object's bytes, open for reading; they stay readable even if the object is deleted meanwhile.
package final class OpenBlob: Sendable {
    package let byteCount: Int64
    private let file: DiskFile
    /// As it was opened.
    private let state: FileState
    private let disk: DiskThreads

    init(file: DiskFile, state: FileState, disk: DiskThreads) {
        self.file = file
        self.state = state
        byteCount = state.byteCount
        self.disk = disk
    }

    /// The bytes of `range`, in order, in chunks of at most ``BlobChunks/byteLimit``.
    package func chunks(in range: Range<Int64>? = nil) -> BlobChunks {
        BlobChunks(blob: self, range: (range ?? 0..<byteCount).clamped(to: 0..<byteCount))
    }

    /// Valid as long as this lives.
    package var descriptor: Int32 { file.descriptor }

    /// Whether the file is the one that was opened, under its name and touched by nobody since. Does not wait for the disk.
    package var isAsOpened: Bool { (try? file.state()) == state }

    /// Brings a range into the system's memory, so that who copies from it does not wait for the disk.
    ///
    /// - Throws: ``BlobError`` `wrongLength` when the file has become shorter.
    package func warm(_ range: Range<Int64>) async throws {
        let file = file
        do {
            try await disk.run { try file.warm(range) }
        } catch let error as BlobError {
            throw error.asThrown
        }
    }

    /// - Throws: ``BlobError`` `wrongLength` when the file has become shorter.
    package func read(at offset: Int64, count: Int) async throws -> [UInt8] {
        let file = file
        do {
            return try await disk.run {
                let bytes = try file.read(at: offset, count: count)
                guard bytes.count == count else { throw BlobError(.wrongLength, "\(file.path) ends before byte \(offset + Int64(count))") }
                return bytes
            }
        } catch let error as BlobError {
            throw error.asThrown
        }
    }
}
