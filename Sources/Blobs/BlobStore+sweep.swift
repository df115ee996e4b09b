import DataStore
import Logging
package import Primitives

extension BlobStore {
    /// Removes what an interrupted write left behind: temporary files, and blobs to which no row refers.
    ///
    /// Safe at any time: what is being stored meanwhile is left alone. Files that are not of the layout are never touched.
    /// Of two sweeps at once the second does nothing.
    package func sweep() async throws -> SweepReport {
        var report = SweepReport()
        report.temporaries = try await sweepTemporaries()
        report.temporaries += try await sweepPartials()
        for leaf in try await leaves() {
            guard leases.beginWatch() else { return report }
            defer { leases.endWatch() }
            let candidates = try await unreferenced(in: leaf)
            await hooks.sweepRead?()
            report.unreferenced += try await remove(candidates)
        }
        return report
    }

    /// Removes at once those of the bytes with these hashes to which no row refers any more, as a sweep would within the hour.
    package func sweep(_ hashes: [ContentHash], in space: ID<BlobSpace>) async throws {
        // A sweep that is under way may have passed their folder; the next one has not.
        guard !hashes.isEmpty, leases.beginWatch() else { return }
        defer { leases.endWatch() }
        let unreferenced = try await store.read { tx in
            try Set(hashes).map { BlobKey(space: space, hash: $0) }.filter { try ObjectRows.content(of: $0, tx) == nil }
        }
        _ = try await remove(unreferenced)
    }

    /// The keys of the files in a leaf to which no row refers.
    func unreferenced(in leaf: BlobLeaf) async throws -> [BlobKey] {
        let path = folder.path(of: leaf)
        let present = try await disk.run { try DiskFolders.names(in: path) }.compactMap(ContentHash.init).filter(leaf.isHome)
        if present.isEmpty { return [] }
        let referred = try await store.read { try ObjectRows.hashes(in: leaf.space, prefix: leaf.prefix, $0) }
        return present.filter { !referred.contains($0) }.map { BlobKey(space: leaf.space, hash: $0) }
    }

    /// Every folder that holds blobs.
    func leaves() async throws -> [BlobLeaf] {
        try await disk.run { [folder] in
            try DiskFolders.names(in: folder.root).compactMap { ID<BlobSpace>($0) }.flatMap { space in
                try DiskFolders.names(in: folder.path(of: space)).compactMap { BlobLeaf(space: space, name: $0) }
            }
        }
    }

    private func sweepTemporaries() async throws -> Int {
        try await disk.run { [folder, leases, hooks] in
            var count = 0
            for name in try DiskFolders.names(in: folder.temporary) where !leases.isActive(temporary: name) {
                try DiskFolders.remove(folder.temporaryFile(name))
                count += 1
                hooks.removed?()
            }
            return count
        }
    }

    /// Removes the file of what was staged, unless a row refers to it: what was refused, or met a full disk, does not wait for the sweep.
    func giveUp(_ staged: StagedBlob) async {
        let key = staged.key
        guard leases.beginWatch(except: key) else { return }
        defer { leases.endWatch() }
        do {
            guard try await store.read({ try ObjectRows.content(of: key, $0) }) == nil else { return }
            _ = try await remove([key])
        } catch {
            Logger.current.debug("A file that is given up waits for the sweep", metadata: ["error": "\(error)"])
        }
    }

    private func remove(_ candidates: [BlobKey]) async throws -> Int {
        if candidates.isEmpty { return 0 }
        return try await disk.run { [folder, leases, hooks] in
            var count = 0
            for key in candidates {
                let isRemoved = try leases.ifUntouched(key) { () throws(BlobError) in try DiskFolders.remove(folder.path(of: key)) }
                guard isRemoved else { continue }
                count += 1
                hooks.removed?()
            }
            return count
        }
    }
}
