import CMappedFile
import GRDB

extension Store {
    /// What is copied between two looks at whether to go on; short against the patience of who waits for the disk.
    private static let copyStepPages: Int32 = 256

    /// Copies one committed state of the database into a new file at `path`, page by page.
    ///
    /// A reader does it, within one of its transactions: nobody waits for it, and no second connection writes or checkpoints. The log of
    /// writes is not emptied meanwhile, and so grows. Pages keep their places, so that two copies differ where the database does.
    ///
    /// - Parameter pause: called after each step; what it throws ends the copy.
    package func copy(to path: String, pause: @escaping @Sendable () throws -> Void) async throws {
        try await readUnmapped { transaction in
            // The state is chosen by the first read; without one each step would begin a transaction of its own.
            _ = try transaction.row("SELECT name FROM schema_migration LIMIT 1")
            try transaction.database.copy(to: path, pagesPerStep: Self.copyStepPages, pause: pause)
        }
    }
}

extension Store {
    /// As ``read(_:)``, for who looks at the whole file.
    ///
    /// What was once looked at where the file is mapped stays mapped, and counts as memory of the process from then on. Such a reader is given
    /// copies of the pages instead.
    func readUnmapped<Value: Sendable>(_ body: @escaping @Sendable (ReadTransaction) throws -> Value) async throws -> Value {
        try await read { transaction in
            try transaction.database.execute(sql: "PRAGMA mmap_size = 0")
            // A reader that it can't be set back for goes on, and reads more slowly.
            defer { try? transaction.database.execute(sql: "PRAGMA mmap_size = \(uprising_mapped_bytes)") }
            return try body(transaction)
        }
    }
}

extension Database {
    func copy(to path: String, pagesPerStep: Int32, pause: @escaping () throws -> Void) throws {
        var configuration = Configuration()
        configuration.label = "uprising copy"
        configuration.prepareDatabase { copy in
            // The file is nobody's work yet: what a crash leaves of it is thrown away.
            try copy.execute(sql: "PRAGMA synchronous = OFF")
            try copy.execute(sql: "PRAGMA journal_mode = OFF")
        }
        let target = try DatabaseQueue(path: path, configuration: configuration)
        try target.writeWithoutTransaction { copy in
            try backup(to: copy, pagesPerStep: pagesPerStep) { progress in
                if !progress.isCompleted { try pause() }
            }
        }
        try target.close()
    }
}
