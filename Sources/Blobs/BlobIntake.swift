import Logging

/// Where the bytes of a file are poured in: gathered, so that a disk thread is asked once for many small parts.
package final class BlobIntake {
    /// A part of the file as it came: nothing is copied on its way to the disk.
    typealias Piece = Collection<UInt8> & Sendable

    /// A turn of a disk thread: long against the hand-over, short against the patience of others who wait.
    private static let turnByteCount = 524_288
    /// Small pieces may hold on to much larger buffers.
    private static let turnPieceCount = 32

    private let disk: DiskThreads
    private let takers: [@Sendable ([any Piece]) throws -> Void]
    private var pieces: [any Piece] = []
    private var byteCount = 0
    /// The turn before, on its way while this one is gathered.
    private var pending: [DiskWork] = []

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

    /// Turns keep their order: each waits for the one before.
    private func hand() async throws {
        try await settle()
        let pieces = pieces
        self.pieces = []
        byteCount = 0
        for taker in takers { pending.append(try DiskWork(on: disk) { try taker(pieces) }) }
    }

    /// All of it is waited for, also after a fault: the file is not to be given up while something still writes to it.
    private func settle() async throws {
        let works = pending
        pending = []
        var fault: (any Error)?
        for work in works {
            do { try await work.wait() } catch { fault = fault ?? error }
        }
        if let fault { throw fault }
    }
}
