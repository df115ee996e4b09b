import Glibc
import Logging
import Primitives

extension BlobStore {
    /// A monitor asks every few seconds, several of them more often; the disk is asked this often at most.
    private static let healthAge: Duration = .seconds(5)
    /// Below this the database itself is about to stop; better to say so while there is room to act.
    private static let freeByteFloor: UInt64 = 8_388_608

    /// Whether a file can be written, read and removed, and there is room left. Asks the disk at most every five seconds.
    package func health() async -> BlobHealth {
        let now = clock.now()
        if let recent = lastHealth.recent(at: now, within: Self.healthAge) { return recent }
        let health: BlobHealth
        do {
            try await probe()
            health = .ok
        } catch {
            health = .failing("\(error)")
        }
        if lastHealth.replace(health, at: now) != health, case .failing(let reason) = health {
            Logger.current.error("Files can't be stored", metadata: ["error": "\(reason)"])
        }
        return health
    }

    /// What the disk still takes.
    func freeByteCount() async throws -> Int64 {
        do {
            return try await disk.run { [folder] in Int64(clamping: try Self.freeByteCount(of: folder.root)) }
        } catch let error as BlobError {
            throw error.asThrown
        }
    }

    private static func freeByteCount(of path: String) throws(BlobError) -> UInt64 {
        var space = statvfs()
        guard statvfs(path, &space) == 0 else { throw BlobError(errno: errno, "examine", path) }
        return UInt64(space.f_bavail) * UInt64(space.f_frsize)
    }

    private func probe() async throws {
        let name = BlobFolder.newTemporaryName()
        leases.begin(temporary: name)
        defer { leases.end(temporary: name) }
        try await disk.run { [folder, hooks] in
            let free = try Self.freeByteCount(of: folder.root)
            guard free >= Self.freeByteFloor else { throw BlobError(.full, "\(folder.root) has only \(free >> 20) MiB left") }
            let bytes = Array("uprising".utf8)
            let path = folder.temporaryFile(name)
            let file = try DiskFile.create(path)
            // After a failed write the file goes with the next sweep, if not here.
            defer { unlink(path) }
            if let fault = hooks.writeFault?(0) { throw BlobError(errno: fault, "write", path) }
            try file.write(bytes)
            guard try file.read(at: 0, count: bytes.count) == bytes else { throw BlobError(.changed, "\(path) does not read as written") }
        }
    }
}
