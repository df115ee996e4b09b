import Blobs
package import Primitives

/// Tries whether a backup could be restored: the database in full, into a folder of no lasting use, and a sample of the files.
package struct Drill: Sendable {
    /// What was tried.
    package struct Report: Sendable {
        package let backup: BackupName
        package let rowCount: Int64
        package let fileCount: Int
        package let byteCount: Int64
        /// One sentence each; none when it is good.
        package let faults: [String]
    }

    /// Files that are read again; that the others are there is seen from the folder.
    package static let sampleLimit = 200
    /// What the sample may have at most, beyond its first file.
    private static let sampleBytes: Int64 = 256 << 20

    let vault: Vault
    let scratch: String
    let now: Timestamp
    let progress: BackupProgress

    package init(of vault: Vault, scratch: String, at now: Timestamp = .now(), progress: @escaping BackupProgress = { _ in }) {
        self.vault = vault
        self.scratch = scratch
        self.now = now
        self.progress = progress
    }

    package func run() async throws -> Report {
        let manifest = try vault.chosen(at: now)
        var faults: [String] = []
        try await Scratch.with(scratch) { scratch in
            do {
                let database = RestoredDatabase(vault: vault, manifest: manifest, progress: progress)
                try database.write(to: scratch.database)
                faults += try database.faults(at: scratch.database)
            } catch let error as BackupError where error.code != .full {
                faults.append(error.message)
            }
        }
        var sample = Sample(limit: Self.sampleLimit)
        do {
            try vault.files(of: manifest) { file in
                guard !file.isMissing else { return }
                sample.offer(file)
                if try !vault.has(file.file.hash, byteCount: file.file.byteCount), faults.count < 100 {
                    faults.append("\(vault.place(of: file.file.hash)) is not there, or not as long as it was.")
                }
            }
        } catch let error as BackupError {
            faults.append(error.message)
        }
        var byteCount: Int64 = 0
        var fileCount = 0
        for file in sample.files where byteCount < Self.sampleBytes {
            do {
                try vault.read(file.file.hash, byteCount: file.file.byteCount) { bytes in
                    byteCount += Int64(bytes.count)
                    try progress(.copied(done: byteCount, of: byteCount))
                }
            } catch let error as BackupError {
                if !faults.contains(where: { $0.hasPrefix(vault.place(of: file.file.hash)) }) { faults.append(error.message) }
            }
            fileCount += 1
        }
        return Report(
            backup: manifest.name, rowCount: manifest.rowCounts.values.reduce(0, +), fileCount: fileCount,
            byteCount: byteCount + manifest.databaseByteCount, faults: faults)
    }

    /// So many of what is offered, each as likely as the other (Vitter's algorithm R).
    private struct Sample {
        let limit: Int
        private(set) var files: [ListedFile] = []
        private var offered = 0
        private var random = SystemRandomNumberGenerator()

        init(limit: Int) { self.limit = limit }

        mutating func offer(_ file: ListedFile) {
            offered += 1
            if files.count < limit { return files.append(file) }
            let place = Int.random(in: 0..<offered, using: &random)
            if place < limit { files[place] = file }
        }
    }
}
