import Crypto
package import DataStore
import Logging
package import Primitives

/// Files by content: written whole or not at all, flushed before any row refers to them, shared within a workspace.
///
/// Storing is two steps. ``stage(_:in:limit:)-([UInt8],_,_)`` puts the bytes on the disk;
/// ``attach(_:name:contentType:purpose:in:)`` writes the row, in the same write as what refers to it. Whatever dies in between
/// leaves a file that nothing refers to, which ``sweep()`` removes.
package final class BlobStore: Sendable {
    let folder: BlobFolder
    let store: Store
    let clock: WallClock
    let hooks: BlobHooks
    let disk = DiskThreads()
    let leases = BlobLeases()
    let uploadsInHand = UploadsInHand()
    let lastHealth = LastHealth()
    private let folders = DiskFolders()

    /// Makes the folder at `path` if there is none.
    ///
    /// - Throws: ``BlobError`` `readOnly` or `full` when that can't be done.
    package init(path: String, store: Store, clock: WallClock = .system, hooks: BlobHooks = BlobHooks()) throws(BlobError) {
        folder = BlobFolder(root: path)
        self.store = store
        self.clock = clock
        self.hooks = hooks
        try DiskFolders.make(path)
        try DiskFolders.make(folder.temporary)
        try DiskFolders.make(folder.partial)
    }

    /// Puts bytes on the disk.
    ///
    /// - Throws: ``Failure`` `bodyTooLarge`, `storageFull` or `busy`; ``BlobError`` when the disk fails.
    package func stage<Workspace: ~Copyable>(_ bytes: [UInt8], in workspace: ID<Workspace>, limit: Int64) async throws -> StagedBlob {
        try await stage(in: workspace, limit: limit) { [disk] writer in
            try await disk.run { try writer.append(bytes) }
        }
    }

    /// Puts the bytes of a stream on the disk, as they come; one chunk is in memory at a time.
    ///
    /// - Throws: what the stream throws, ``Failure`` `bodyTooLarge`, `storageFull` or `busy`; ``BlobError`` when the disk fails.
    package func stage<Workspace: ~Copyable, Chunks: AsyncSequence>(
        _ chunks: Chunks, in workspace: ID<Workspace>, limit: Int64
    ) async throws -> StagedBlob where Chunks.Element: Collection<UInt8> {
        try await stage(in: workspace, limit: limit) { [disk] writer in
            for try await chunk in chunks {
                let bytes = Array(chunk)
                try await disk.run { try writer.append(bytes) }
            }
        }
    }

    /// Puts on the disk what `fill` pours in; at most three turns of a megabyte are in memory at a time.
    ///
    /// - Throws: what `fill` throws, ``Failure`` `bodyTooLarge`, `storageFull` or `busy`; ``BlobError`` when the disk fails.
    package func stage(
        in space: ID<BlobSpace>, limit: Int64, pouring fill: (BlobIntake) async throws -> Void
    ) async throws -> StagedBlob {
        try await stage(in: space, limit: limit) { [disk] writer in
            let intake = BlobIntake(disk: disk, takers: [{ try writer.write($0) }, { writer.hash($0) }])
            do {
                try await fill(intake)
            } catch {
                // What is on its way is let arrive: the file is given up by whoever catches this.
                await intake.giveUp()
                throw error
            }
            try await intake.flush()
        }
    }

    /// Writes the row of a staged blob, inside the write of what refers to it.
    package func attach(
        _ staged: StagedBlob, name: ObjectName, contentType: String, purpose: ObjectPurpose, in transaction: WriteTransaction
    ) throws -> StoredObject {
        let now = clock.now()
        let object = StoredObject(
            id: ID(at: now), hash: staged.hash, byteCount: staged.byteCount, contentType: MediaType.orUnknown(contentType), name: name,
            purpose: purpose, createdAt: now, space: staged.key.space)
        try ObjectRows.insert(object, in: transaction)
        // The lease has to last until the row can be seen.
        transaction.afterCommit { withExtendedLifetime(staged) {} }
        return object
    }

    /// Takes the row away, in the write of what referred to it; the bytes go with the next sweep when no other row has them.
    package func detach(_ id: ID<StoredObject>, in transaction: WriteTransaction) throws {
        try ObjectRows.delete(id, in: transaction)
    }

    /// The object with this id, of whatever workspace: for who holds a signed URL.
    package func find(_ id: ID<StoredObject>, in transaction: some SQLReading) throws -> StoredObject? {
        try ObjectRows.find(id, in: transaction)
    }

    /// The object with this id if it is the workspace's.
    package func find<Workspace: ~Copyable>(
        _ id: ID<StoredObject>, of workspace: ID<Workspace>, in transaction: some SQLReading
    ) throws -> StoredObject? {
        try ObjectRows.find(id, in: transaction).flatMap { $0.belongs(to: workspace) ? $0 : nil }
    }

    /// - Throws: ``BlobError`` `missing` or `wrongLength` when the disk no longer holds what was stored.
    ///
    /// - Parameter range: what is brought into memory on the way, as by ``OpenBlob/warm(_:)``.
    package func open(_ object: StoredObject, warming range: Range<Int64>? = nil) async throws -> OpenBlob {
        try await open(object.key, byteCount: object.byteCount, warming: range)
    }

    func open(_ key: BlobKey, byteCount: Int64, warming range: Range<Int64>? = nil) async throws -> OpenBlob {
        let path = folder.path(of: key)
        do {
            return try await disk.run { [disk] in
                let file = try DiskFile.open(path)
                let state = try file.state()
                guard state.byteCount == byteCount else {
                    throw BlobError(.wrongLength, "\(path) has \(state.byteCount) bytes, \(byteCount) were stored")
                }
                if let range { try file.warm(range) }
                return OpenBlob(file: file, state: state, disk: disk)
            }
        } catch let error as BlobError {
            throw error.asThrown
        }
    }

    private func stage<Workspace: ~Copyable>(
        in workspace: ID<Workspace>, limit: Int64, _ fill: (BlobWriter) async throws -> Void
    ) async throws -> StagedBlob {
        let space = ID<BlobSpace>(high: workspace.high, low: workspace.low)
        let name = BlobFolder.newTemporaryName()
        let path = folder.temporaryFile(name)
        leases.begin(temporary: name)
        defer { leases.end(temporary: name) }
        do {
            let writer = try await disk.run { [hooks] in try BlobWriter(path: path, limit: limit, hooks: hooks) }
            try await fill(writer)
            return try await disk.run { [self] in
                let content = try writer.finish()
                return try publish(path, as: BlobKey(space: space, hash: content.hash), byteCount: content.byteCount, kind: content.kind)
            }
        } catch {
            await discard(path)
            throw (error as? BlobError)?.asThrown ?? error
        }
    }

    /// Moves a flushed temporary file to its address. A file that is there already has the same bytes, or is rotten and thereby mended.
    func publish(_ temporary: String, as key: BlobKey, byteCount: Int64, kind: ContentKind) throws(BlobError) -> StagedBlob {
        leases.take(key)
        let staged = StagedBlob(key: key, byteCount: byteCount, kind: kind, leases: leases)
        let parents = folder.folders(of: key)
        try folders.make(parents)
        if let fault = hooks.renameFault?() { throw BlobError(errno: fault, "rename", temporary) }
        try DiskFolders.rename(temporary, to: folder.path(of: key))
        hooks.reached?(.renamed)
        if let fault = hooks.folderFault?() { throw BlobError(errno: fault, "flush", parents[parents.count - 1]) }
        try folders.flush(parents, in: folder.root)
        hooks.reached?(.folderSynced)
        return staged
    }

    /// Removes a temporary file that will not be used; what can't be removed now is swept later.
    func discard(_ path: String) async {
        do {
            try await disk.run { try DiskFolders.remove(path) }
        } catch {
            Logger.current.warning("A temporary file could not be removed", metadata: ["error": "\(error)"])
        }
    }
}
