import Blobs

/// Reads a vault again as a whole: every manifest, list and object against what was written.
package struct VaultCheck: Sendable {
    package struct Findings: Sendable {
        package internal(set) var backupCount = 0
        package internal(set) var objectCount = 0
        package internal(set) var byteCount: Int64 = 0
        /// One sentence each, with the file's place.
        package internal(set) var faults: [String] = []
    }

    let vault: Vault
    let progress: BackupProgress

    package init(of vault: Vault, progress: @escaping BackupProgress = { _ in }) {
        self.vault = vault
        self.progress = progress
    }

    /// Changes nothing. What is damaged may be removed by hand: the next backup puts it there again if the node still has it.
    package func run() throws -> Findings {
        var findings = Findings()
        let backups = try vault.backups()
        findings.backupCount = backups.count
        var faults: [BackupError] = []
        let contents = try VaultContents(of: vault, backups) { faults.append($0) }
        findings.faults = faults.map(\.message)
        for object in contents.objects.sorted(by: { $0.hash.description < $1.hash.description }) {
            do {
                try vault.read(object.hash, byteCount: object.byteCount) { bytes in
                    findings.byteCount += Int64(bytes.count)
                    try progress(.copied(done: findings.byteCount, of: findings.byteCount))
                }
            } catch let error as BackupError where [.missing, .damaged, .inputOutput].contains(error.code) {
                // A piece of a list may have been named above.
                if !findings.faults.contains(error.message) { findings.faults.append(error.message) }
            }
            findings.objectCount += 1
        }
        return findings
    }
}
