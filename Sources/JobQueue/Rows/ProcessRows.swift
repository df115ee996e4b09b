import DataStore

/// On which start of the machine the node ran last.
enum ProcessRows {
    static func boot(in tx: some SQLReading) throws -> String? {
        try tx.value("SELECT boot FROM job_process WHERE id = 1")
    }

    static func setBoot(_ boot: String, in tx: WriteTransaction) throws {
        try tx.execute("INSERT INTO job_process (id, boot) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET boot = excluded.boot", [boot])
    }
}
