import Blobs
import DataStore

/// Brings the database of a backup back into a file, and looks at it.
struct RestoredDatabase {
    let vault: Vault
    let manifest: Manifest
    let progress: BackupProgress

    /// Writes it to a new file, which is on the disk when this returns.
    func write(to path: String) throws {
        let file = try DiskFile.create(path)
        var (written, pace) = (Int64(0), PacedWriting(of: file))
        try vault.read(manifest.database) { bytes in
            try file.write(bytes)
            written += Int64(bytes.count)
            pace.wrote(upTo: written)
            try progress(.copied(done: written, of: manifest.database.byteCount))
        }
        try file.sync()
    }

    /// What is wrong with it: pages, references, rows that were there and are not, migrations that are others than the manifest says.
    func faults(at path: String) throws -> [String] {
        let file = try DatabaseFile(path: path)
        var faults = try file.integrityFaults()
        let counts = try file.rowCounts()
        for table in Set(counts.keys).union(manifest.rowCounts.keys).sorted() where counts[table] != manifest.rowCounts[table] {
            faults.append("the table \(table) has \(counts[table] ?? 0) rows, \(manifest.rowCounts[table] ?? 0) were backed up")
        }
        if try file.schema() != manifest.schema || file.epoch() != manifest.epoch {
            faults.append("the database is not the one of the manifest")
        }
        try file.close()
        try progress(.checked)
        return faults
    }
}
