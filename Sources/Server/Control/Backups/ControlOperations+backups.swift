import Backups
import DataStore
import Primitives

extension ControlOperations {
    func carryOut(_ request: BackupRequest) async throws -> ControlAnswer {
        guard let backups else { throw Failure(.unavailable, "No node runs.") }
        do {
            switch request {
            case .make(let folder, let begins, let passphrase):
                return .backup(try await backups.backUpNow(to: folder, begins: begins, passphrase: passphrase.map { Secret($0) }))
            case .drill(let folder, let passphrase):
                return .backup(try await backups.drillNow(of: folder, passphrase: passphrase.map { Secret($0) }))
            }
        } catch let error as BackupError {
            throw Failure(error.code == .full ? .storageFull : .unavailable, error.message, cause: error)
        } catch let error as StoreError where error.code == .diskFull {
            throw Failure(.storageFull, "The data folder has no room for a copy of the database. Free space there.", cause: error)
        }
    }
}
