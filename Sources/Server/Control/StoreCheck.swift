import Blobs
import DataStore

/// Looks at everything that a node keeps.
struct StoreCheck: Sendable {
    let store: Store
    let blobs: BlobStore

    func run() async throws -> ControlAnswer.Verification {
        let database = try await store.integrityFaults().map { "database: \($0)" }
        let files = try await blobs.verify()
        var orphans = 0
        var faults = database
        for fault in files.faults {
            switch fault {
            case .missing(let id, let path): faults.append("\(path): missing, of object \(id)")
            case .wrongLength(let id, let path): faults.append("\(path): longer or shorter than it was stored, of object \(id)")
            case .changed(let id, let path): faults.append("\(path): other bytes than were stored, of object \(id)")
            case .orphan: orphans += 1
            }
        }
        return ControlAnswer.Verification(
            fileCount: files.fileCount, byteCount: files.byteCount, faultCount: database.count + files.faultCount - orphans, faults: faults,
            orphanCount: orphans)
    }
}
