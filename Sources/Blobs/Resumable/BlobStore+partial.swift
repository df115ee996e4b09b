import DataStore
import Logging
import Primitives

extension BlobStore {
    /// Adds what `fill` pours in to the file of an upload; answers how much of it is on the disk then.
    ///
    /// What came before a fault stays, flushed: the client goes on from there.
    func extend(
        _ upload: ResumableUpload, pouring fill: (BlobIntake) async throws -> Void
    ) async throws -> (receivedCount: Int64, fault: (any Error)?) {
        let path = folder.partialFile(upload.id)
        do {
            let file = try await disk.run { [hooks] in
                try PartialFile(path: path, from: upload.receivedCount, to: upload.byteCount, hooks: hooks)
            }
            var fault: (any Error)?
            do {
                let intake = BlobIntake(disk: disk) { try file.append($0) }
                do {
                    try await fill(intake)
                } catch {
                    fault = error
                }
                try await intake.flush()
            } catch {
                fault = fault ?? error
            }
            try await disk.run { try file.sync() }
            return (file.byteCount, (fault as? BlobError)?.asThrown ?? fault)
        } catch let error as BlobError {
            throw error.asThrown
        }
    }

    /// Makes a blob of an upload that is whole. The upload's own name of the file stays until its row goes: whoever dies in between, or is
    /// refused, can do it again.
    func stage(_ upload: ResumableUpload) async throws -> StagedBlob {
        let path = folder.partialFile(upload.id)
        let name = BlobFolder.newTemporaryName()
        leases.begin(temporary: name)
        defer { leases.end(temporary: name) }
        do {
            return try await disk.run { [self] in
                let file = try PartialFile(path: path, from: upload.byteCount, to: upload.byteCount, hooks: hooks)
                let content = try file.content()
                let temporary = folder.temporaryFile(name)
                try DiskFolders.link(path, as: temporary)
                hooks.partReached?(.linked)
                return try publish(
                    temporary, as: BlobKey(space: upload.space, hash: content.hash), byteCount: upload.byteCount, kind: content.kind)
            }
        } catch let error as BlobError {
            throw error.asThrown
        }
    }

    /// Removes the file of an upload; what can't be removed now is swept later.
    func discardPartial(_ id: ID<ResumableUpload>) async {
        await discard(folder.partialFile(id))
        hooks.partReached?(.discarded)
    }

    /// Removes files of uploads that there are no more, or that are finished.
    func sweepPartials() async throws -> Int {
        let names = try await disk.run { [folder] in try DiskFolders.names(in: folder.partial) }
        var count = 0
        for name in names {
            guard let id = ID<ResumableUpload>(name), uploadsInHand.take(id) else { continue }
            defer { uploadsInHand.release(id) }
            // The file of a finished one is there when the node died before it was removed.
            guard try await store.read({ try ResumableUploadRows.find(id, $0) })?.isFinished ?? true else { continue }
            try await disk.run { [folder] in try DiskFolders.remove(folder.partialFile(id)) }
            count += 1
            hooks.removed?()
        }
        return count
    }
}
