import Logging

/// Where the bytes of a file are poured in: gathered, so that a disk thread is asked once for many small parts.
package final class BlobIntake {
    /// A turn of a disk thread: long against the hand-over, short against the patience of others who wait.
    private static let bufferByteCount = 524_288

    private let disk: DiskThreads
    private let append: @Sendable ([UInt8]) throws -> Void
    private var buffer: [UInt8] = []
    /// The buffer before, on its way to the disk while this one fills.
    private var pending: DiskWork?

    init(disk: DiskThreads, append: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.disk = disk
        self.append = append
    }

    /// Returns once there is room for more, which may be after the disk has taken what came before.
    package func pour(_ bytes: some Collection<UInt8>) async throws {
        if buffer.capacity == 0 { buffer.reserveCapacity(Self.bufferByteCount) }
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferByteCount { try await hand() }
    }

    /// Returns when all that was poured in is written.
    func flush() async throws {
        if !buffer.isEmpty { try await hand() }
        try await settle()
    }

    /// Returns when nothing is on its way any more; what was not written yet never is.
    func giveUp() async {
        buffer = []
        do { try await settle() } catch { Logger.current.debug("A write was given up", metadata: ["error": "\(error)"]) }
    }

    /// Writes keep their order: each waits for the one before.
    private func hand() async throws {
        try await settle()
        let (bytes, append) = (buffer, append)
        buffer = []
        pending = try DiskWork(on: disk) { try append(bytes) }
    }

    private func settle() async throws {
        guard let work = pending else { return }
        pending = nil
        try await work.wait()
    }
}
