import Backups
import DataStore
import Foundation
import Primitives

/// Looks at a data folder with the eyes of this program and changes nothing: no lock, no file, no row.
struct UpgradeCheck {
    /// What a slow disk writes while whole tables are written anew.
    static let bytesPerSecond: Int64 = 20 << 20
    /// A backup is fresh for as long as two of them lie apart, and for a day at least.
    private static let shortestFreshness = Duration.hours(26)

    let settings: Settings
    let migrations: [Migration]
    var clock = WallClock.system

    func run() throws -> UpgradeReport {
        let path = settings.databasePath ?? "\(settings.dataFolder)/uprising.sqlite"
        let free = try freeBytes(besides: path)
        guard FileManager.default.fileExists(atPath: path) else {
            return report(path, look: nil, refusals: [], warnings: [], pending: [], free: free, lastBackup: nil)
        }
        let look: DatabaseLook
        do {
            look = try DatabaseLook(at: path, isHeld: DataFolder.isHeld(settings.dataFolder))
        } catch let error as StoreError {
            return report(path, look: nil, refusals: [error.message], warnings: [], pending: [], free: free, lastBackup: nil)
        }
        let known = Dictionary(uniqueKeysWithValues: migrations.map { SchemaStep($0) }.map { ($0.name, $0.checksum) })
        let applied = Set(look.schema.map(\.name))
        let pending = migrations.map(\.name).filter { !applied.contains($0) }
        let lastBackup = [look.lastBackupAt, newestBackup()].compactMap { $0 }.max()
        var (refusals, warnings): ([String], [String]) = ([], [])
        for step in look.schema {
            if known[step.name] == nil {
                refusals.append(
                    "The database has the migration \(step.name), which this program does not know: a newer version wrote it. Go on with that "
                        + "one, or go back with `uprising restore`, by a backup that this version made.")
            } else if known[step.name] != step.checksum {
                refusals.append("The migration \(step.name) is not the one with which the database was made. Use the version that made it.")
            }
        }
        let needed = pending.isEmpty ? 0 : 2 * look.byteCount
        if free < needed { refusals.append("The migrations need up to \(needed) bytes, and \(free) are free. Free space first.") }
        if look.isUnsettled { warnings.append("The node did not end well the last time. Start and stop this version once before.") }
        if !isFresh(lastBackup) { warnings.append(Self.words(on: lastBackup)) }
        return report(path, look: look, refusals: refusals, warnings: warnings, pending: pending, free: free, lastBackup: lastBackup)
    }

    private func report(
        _ path: String, look: DatabaseLook?, refusals: [String], warnings: [String], pending: [String], free: Int64, lastBackup: Timestamp?
    ) -> UpgradeReport {
        let byteCount = look?.byteCount ?? 0
        let needed = pending.isEmpty ? 0 : 2 * byteCount
        return UpgradeReport(
            version: Version.current, database: path, isThere: look != nil || !refusals.isEmpty,
            isRunning: look?.isHeld ?? false, byteCount: byteCount,
            schema: look?.schema.map(\.name).last, pending: pending, refusals: refusals, warnings: warnings, neededByteCount: needed,
            freeByteCount: free, estimatedSeconds: pending.isEmpty ? 0 : 1 + needed / Self.bytesPerSecond, lastBackupAt: lastBackup)
    }

    private func isFresh(_ moment: Timestamp?) -> Bool {
        guard let moment else { return false }
        return moment + max(Self.shortestFreshness, settings.backups.every.map { $0 * 2 } ?? .zero) > clock.now()
    }

    private static func words(on moment: Timestamp?) -> String {
        moment.map { "The last backup is of \($0). Make one: `uprising backup`." }
            ?? "There is no backup. Make one: `uprising backup --to /mnt/backups`."
    }

    /// By the names in the folder of backups, which say when each was made; no key is needed for that.
    private func newestBackup() -> Timestamp? {
        guard let folder = settings.backups.folder, let names = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/manifests")
        else { return nil }
        return names.compactMap { BackupName($0)?.createdAt }.max()
    }

    private func freeBytes(besides path: String) throws -> Int64 {
        // Where the folder is not there yet, that of the nearest one that is.
        var folder = URL(filePath: path).absoluteURL.deletingLastPathComponent().standardizedFileURL
        while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" { folder.deleteLastPathComponent() }
        let values = try FileManager.default.attributesOfFileSystem(forPath: folder.path)
        return (values[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
    }
}
