import Blobs

/// Lets backups go by the rule, and removes objects that none of those has that are left.
///
/// Runs behind a new backup alone: so the rule never lets the only good one go.
struct Pruning {
    let vault: Vault
    let rule: RetentionRule
    /// The one that was just made; kept whatever a clock says that was wrong.
    let newest: BackupName

    func run() throws -> (removed: [BackupName], sweepFault: String?) {
        let backups = try vault.backups()
        let kept = rule.kept(of: backups).union([newest])
        let removed = backups.filter { !kept.contains($0) }
        for name in removed { try vault.remove(name) }
        // The objects of a backup go when its manifest surely has.
        try vault.target.settle()
        do {
            try sweep(keeping: try VaultContents(of: vault, backups.filter { kept.contains($0) }).names)
            return (removed, nil)
        } catch let error as BackupError where error.code == .damaged || error.code == .missing || error.code == .unknown {
            // A manifest or list that can't be read may name anything.
            return (removed, error.message)
        }
    }

    private func sweep(keeping names: Set<String>) throws {
        for leaf in try vault.target.names(in: Vault.objects) {
            let folder = "\(Vault.objects)/\(leaf)"
            for name in try vault.target.names(in: folder) where !names.contains("\(folder)/\(name)") {
                try vault.target.remove("\(folder)/\(name)")
            }
        }
    }
}
