import Backups
import DataStore
import FoundationEssentials
import Primitives
import Telemetry

/// That there is a backup, that it is not old, and that the last one that was tried could be restored.
struct BackupCheck: DoctorCheck {
    /// As the alert `backupAge` has it.
    private static let oldAge = Duration.seconds(Int64(AlertRuleName.backupAge.standard.threshold * 3_600))

    let place: Surroundings
    let name = "backups"

    func run() throws -> [DoctorFinding] {
        let settings = place.settings.backups
        guard let folder = settings.folder else {
            return [.warn("none are made: what is on this disk is lost with it", mend: "set BACKUP_FOLDER to a folder on another disk")]
        }
        var isFolder = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder else {
            return [.fail("BACKUP_FOLDER \(folder) is not there", mend: "mount the disk, or make the folder: mkdir -p \(folder)")]
        }
        let now = place.clock.now()
        let facts = try place.withDatabase { file in
            try file.read { try NodeBackups.facts(of: settings, at: now, in: $0) }
        }
        guard let facts else { return [.ok("there is nothing to back up yet")] }
        return [age(facts, at: now), drill(facts)].compactMap { $0 }
    }

    private func age(_ facts: BackupFacts, at now: Timestamp) -> DoctorFinding {
        guard let age = facts.age(at: now) else {
            let why = facts.lastFailed?.fault.map { ": \($0)" } ?? ""
            return .fail("there is none yet\(why)", mend: "make one: uprising backup")
        }
        let words = "the newest is \(age.words) old"
        guard age > max(Self.oldAge, facts.every.map { $0 + .hours(2) } ?? .zero) else { return .ok(words) }
        let why = facts.lastFailed?.fault.map { "; the last try failed: \($0)" } ?? ""
        return .fail(words + why, mend: "make one: uprising backup")
    }

    private func drill(_ facts: BackupFacts) -> DoctorFinding? {
        guard let drill = facts.lastDrill else {
            return facts.lastGood == nil ? nil : .warn("none was ever tried whether it can be restored", mend: "uprising backup drill")
        }
        guard drill.state == .failed else { return nil }
        return .fail(
            "the last one that was tried could not be restored: \(drill.fault ?? "no reason was kept")",
            mend: "make a new one: uprising backup; then uprising backup drill")
    }
}
