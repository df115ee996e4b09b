import GRDB

extension StoreError {
    /// Names what the engine reported; any other error passes unchanged.
    static func translating(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let message = error.message ?? error.resultCode.description
        switch error.resultCode.primaryResultCode {
        case .SQLITE_FULL: return StoreError(.diskFull, "the disk is full; free space in the data folder, then try again")
        case .SQLITE_READONLY: return StoreError(.readOnly, "the database is read-only (\(message)); check the data folder's permissions")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return StoreError(.corrupt, "the database is damaged (\(message)); restore a backup")
        case .SQLITE_IOERR, .SQLITE_CANTOPEN: return StoreError(.inputOutput, "the disk failed (\(error.extendedResultCode): \(message))")
        case .SQLITE_CONSTRAINT: return StoreError(.constraint, message)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return StoreError(.busy, "another process holds the database (\(message))")
        default: return StoreError(.engine, "\(error.extendedResultCode): \(message)")
        }
    }
}
