import Backups
import DataStore
import Foundation
import Identity
import Primitives

/// What the operator's commands about backups do and print. Standard output has the result alone.
extension Operator {
    /// Makes a backup of the running node, or of the data folder when none runs.
    package func backUp(to folder: String?, begins: Bool, keyFile: String?) async throws {
        let target = folder.map(Self.absolute)
        let passphrase = try Self.passphrase(keyFile)
        if let held = try heldFolder() {
            try await backUp(held, to: target ?? settings.backups.folder, passphrase ?? settings.backups.passphrase)
        } else {
            let request = BackupRequest.make(folder: target, begins: begins, passphrase: passphrase?.revealedText)
            guard case .backup(let run) = try await ask(.backup(request)) else { return }
            say("\(run.fileCount) files are backed up to \(run.target); \(run.copiedByteCount) bytes were not there before.")
            if let fault = run.fault { say(fault) }
            print(run.backup ?? "")
        }
    }

    /// Of a node that does not run: its database is not migrated, and the backup leaves no row in it.
    private func backUp(_ held: DataFolder, to target: String?, _ passphrase: Secret?) async throws {
        guard let target else { throw Failure(.invalidRequest, "Name a folder with --to, or set BACKUP_FOLDER.") }
        let secret = try NodeSecret.load(from: settings, in: held)
        let node = BackedNode(product: Version.current, profile: settings.profile.rawValue, rootSecret: secret.bytes)
        let source = BackupSource(databasePath: settings.databasePath ?? held.databasePath, in: held)
        let keep = settings.backups.keep
        let report = try await BackupThread.run {
            try FolderPlaces.requireApart(backups: target, data: held.path)
            let vault = try Vault.openOrBegin(try FolderTarget(path: target), passphrase: passphrase, profile: node.profile)
            return try await Backup(into: vault, of: source, node: node, keep: keep).run()
        }
        say("\(report.manifest.fileCount) files are backed up to \(target); \(report.copiedByteCount) bytes were not there before.")
        for missing in report.missing { say("Missing from it, since it is damaged here: \(missing)") }
        print(report.manifest.name)
    }

    /// Prints the backups of a folder, the oldest first.
    package func printBackups(in folder: String?, keyFile: String?) async throws {
        let vault = try openVault(folder, keyFile)
        var table = TextTable([
            ("backup", .left), ("version", .left), ("database", .right), ("files", .right), ("bytes", .right), ("missing", .right),
        ])
        for name in try vault.backups() {
            do {
                let manifest = try vault.manifest(name)
                table.add([
                    "\(name)", manifest.product, "\(manifest.databaseByteCount)", "\(manifest.fileCount)", "\(manifest.fileByteCount)",
                    "\(manifest.missingFileCount)",
                ])
            } catch let error as BackupError {
                table.add(["\(name)", error.message, "", "", "", ""])
            }
        }
        for line in table.lines { print(line) }
    }

    /// Tries whether the newest backup can be restored.
    ///
    /// - Throws: ``Failure`` `conflict` when it can't.
    package func drill(of folder: String?, keyFile: String?) async throws {
        let folder = folder.map(Self.absolute)
        let passphrase = try Self.passphrase(keyFile)
        if let held = try heldFolder() {
            let vault = try openVault(folder, keyFile)
            let report = try await BackupThread.run { try await Drill(of: vault, scratch: NodeBackups.drillScratch(in: held)).run() }
            try say(
                of: report.backup.description, rows: report.rowCount, files: report.fileCount,
                fault: report.faults.isEmpty ? nil : report.faults.joined(separator: "\n"))
        } else {
            let request = BackupRequest.drill(folder: folder, passphrase: passphrase?.revealedText)
            guard case .backup(let run) = try await ask(.backup(request)) else { return }
            try say(of: run.backup ?? "", rows: run.rowCount, files: run.fileCount, fault: run.fault)
        }
    }

    private func say(of backup: String, rows: Int64, files: Int, fault: String?) throws {
        if let fault {
            print(fault)
            throw Failure(.conflict, "The backup \(backup) can't be restored as it is. Make a new one, and look at the disk.")
        }
        say("The backup \(backup) can be restored: \(rows) rows were read again, and \(files) files of it.")
    }

    /// Reads all backups of a folder again.
    ///
    /// - Throws: ``Failure`` `conflict` when anything is not as it was written.
    package func verifyBackups(in folder: String, keyFile: String?) async throws {
        let vault = try openVault(folder, keyFile)
        let found = try await BackupThread.run { try VaultCheck(of: vault).run() }
        for fault in found.faults { print(fault) }
        say("\(found.backupCount) backups, \(found.objectCount) objects, \(found.byteCount) bytes read.")
        guard found.faults.isEmpty else {
            throw Failure(
                .conflict,
                "\(found.faults.count) faults. Remove the files that are named and make a backup: what the node still has is written anew.")
        }
        say("The backups are as they were written.")
    }

    /// Brings a backup back as a data folder.
    ///
    /// - Parameter path: the profile's data folder if absent.
    package func restore(from folder: String, to path: String?, backup: String?, keyFile: String?) async throws {
        let vault = try openVault(folder, keyFile)
        let path = Self.absolute(path ?? settings.dataFolder)
        try FolderPlaces.requireApart(backups: folder, data: path)
        let report = try await BackupThread.run {
            try Restore(
                try vault.chosen(backup), of: vault, migrations: NodeSchema.migrations, corrections: NodeSchema.corrections
            ).run(to: path)
        }
        let manifest = report.manifest
        say("The backup \(manifest.name) of version \(manifest.product) is in \(path): \(report.byteCount) bytes.")
        if manifest.missingFileCount > 0 {
            say("\(manifest.missingFileCount) files were damaged when it was made, and are not in it. `uprising verify` names them.")
        }
        if let secret = settings.secret {
            let node = BackedNode(product: "", profile: "", rootSecret: secret.bytes)
            if node.secretMark != manifest.secretMark {
                say(
                    "SECRET_KEY is not the one of the node that was backed up: with this one nobody stays signed in, and what was sealed "
                        + "is lost.")
            }
        } else if !report.hasSecret {
            say("SECRET_KEY is not in a backup of this profile: start the node with the one that it had.")
        }
        print(path)
    }

    // MARK: -

    /// The data folder if no node holds it, and there is one.
    private func heldFolder() throws -> DataFolder? {
        guard FileManager.default.fileExists(atPath: settings.dataFolder) else {
            throw Failure(.notFound, "There is no data folder \(settings.dataFolder).")
        }
        do {
            return try DataFolder(path: settings.dataFolder)
        } catch {
            if error.code == .locked { return nil }
            throw error
        }
    }

    private func openVault(_ folder: String?, _ keyFile: String?) throws -> Vault {
        guard let folder = folder ?? settings.backups.folder else {
            throw Failure(.invalidRequest, "Name the folder of the backups, or set BACKUP_FOLDER.")
        }
        return try Vault.open(
            try FolderTarget(path: folder), passphrase: try Self.passphrase(keyFile) ?? settings.backups.passphrase)
    }

    private static func passphrase(_ keyFile: String?) throws -> Secret? {
        try BackupPassphrase.find(text: nil, file: keyFile)
    }

    /// The node has a folder of its own to stand in.
    private static func absolute(_ path: String) -> String {
        URL(filePath: path).absoluteURL.standardizedFileURL.path(percentEncoded: false)
    }
}
