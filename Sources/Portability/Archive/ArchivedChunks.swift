/// The bytes of one file of an export, a megabyte at a time. Its iterator blocks: it is for a thread that may wait for a disk.
struct ArchivedChunks: AsyncSequence {
    private static let chunkByteCount = 1 << 20

    let archive: ExportArchive
    let name: String

    struct AsyncIterator: AsyncIteratorProtocol {
        let archive: ExportArchive
        let name: String
        var offset: Int64 = 0

        mutating func next() async throws -> [UInt8]? {
            let bytes = try archive.read(name, at: offset, count: ArchivedChunks.chunkByteCount)
            offset += Int64(bytes.count)
            return bytes.isEmpty ? nil : bytes
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(archive: archive, name: name) }
}
