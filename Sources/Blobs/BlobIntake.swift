import Logging

/// Where the bytes of a file are poured in: gathered, so that a disk thread is asked once for many small parts.
package final class BlobIntake {
    /// A part of the file as it came: nothing is copied on its way to the disk.
    typealias Piece = Collection<UInt8> & Sendable

    /// A turn of a disk thread: long against the hand-over, short against the patience of others who wait.
    private static let turnByteCount = 1_048_576
    /// Small pieces may hold on to much larger buffers.
    private static let turnPieceCount = 32
    /// Turns on their way while another is gathered: the network and the disk draw breath at different times.
    private static let turnLimit = 2

    private let disk: DiskThreads
    private let takers: [@Sendable ([any Piece]) throws -> Void]
    private var pieces: [any Piece] = []
    private var byteCount = 0
    /// What each taker does of the turns on their way, the oldest first.
    private var pending: [[DiskWork]] = []

    /// - Parameter takers: what is done with the pieces of a turn, at the same time; each is given one turn after the other.
    init(disk: DiskThreads, takers: [@Sendable ([any Piece]) throws -> Void]) {
        self.disk = disk
        self.takers = takers
    }

    convenience init(disk: DiskThreads, append: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.init(disk: disk, takers: [{ pieces in for piece in pieces { try append(Array(piece)) } }])
    }

    /// Returns once there is room for more, which may be after the disk has taken what came before.
    package func pour(_ bytes: some Collection<UInt8> & Sendable) async throws {
        pieces.append(bytes)
        byteCount += bytes.count
        if byteCount >= Self.turnByteCount || pieces.count >= Self.turnPieceCount { try await hand() }
    }

    /// Returns when all that was poured in is written.
    func flush() async throws {
        if !pieces.isEmpty { try await hand() }
        try await settle()
    }

    /// Returns when nothing is on its way any more; what was not written yet never is.
    func giveUp() async {
        pieces = []
        do { try await settle() } catch { Logger.current.debug("A write was given up", metadata: ["error": "\(error)"]) }
    }

    /// Each taker does one turn after the other, and none after one that failed.
    private func hand() async throws {
        if pending.count == Self.turnLimit { try await settle(pending.removeFirst()) }
        let (before, pieces) = (pending.last, pieces)
        self.pieces = []
        byteCount = 0
        pending.append(takers.indices.map { [takers] index in DiskWork(on: disk, after: before?[index]) { try takers[index](pieces) } })
    }

    /// All of it is waited for, also after a fault: the file is not to be given up while something still writes to it.
    private func settle() async throws {
        let works = pending.flatMap(\.self)
        pending = []
        try await settle(works)
    }

    private func settle(_ works: [DiskWork]) async throws {
        var fault: (any Error)?
        for work in works {
            do { try await work.wait() } catch { fault = fault ?? error }
        }
        if let fault { throw fault }
    }
}
