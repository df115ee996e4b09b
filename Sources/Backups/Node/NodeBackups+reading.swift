package import DataStore
import JobQueue
package import Primitives

extension NodeBackups {
    package static let pageLimit = 100

    /// The newest first.
    ///
    /// - Parameter cursor: the `next` of the page before.
    /// - Throws: ``Failure`` `invalidRequest` for a cursor that is none.
    package func list(_ kind: BackupRun.Kind, cursor: String?, limit: Int) async throws -> Page<BackupRun> {
        let before = try cursor.map { text throws(Failure) in
            guard let id = ID<BackupRun>(text) else {
                throw Failure(
                    .invalidRequest, "The cursor is not one of this list.", fields: [FieldFault("cursor", "the `next` of the page before")])
            }
            return id
        }
        let limit = min(max(limit, 1), Self.pageLimit)
        let found = try await store.read { try BackupRunRows.list(kind, before: before, limit: limit + 1, in: $0) }
        let shown = Array(found.prefix(limit))
        return Page(items: shown, next: found.count > limit ? shown.last?.id.description : nil)
    }

    package func facts() async throws -> BackupFacts {
        try await store.read { [settings, clock = jobs.clock] in try Self.facts(of: settings, at: clock.now(), in: $0) }
    }

    /// The same of a database that no node has open.
    package static func facts(of settings: BackupSettings, at now: Timestamp, in tx: some SQLReading) throws -> BackupFacts {
        let folder = settings.folder
        let good = try BackupRunRows.newest(.backup, .succeeded, target: folder, at: now, in: tx)
        let failed = try BackupRunRows.newest(.backup, .failed, target: folder, at: now, in: tx)
        let drills = try [BackupRun.State.succeeded, .failed].compactMap { try BackupRunRows.newest(.drill, $0, at: now, in: tx) }
        let isUnderWay = try !BackupRunRows.open(.backup, in: tx).isEmpty
        return BackupFacts(
            isScheduled: folder != nil && settings.every != nil, folder: folder, every: settings.every,
            drillEvery: settings.drillEvery, isEncrypted: settings.passphrase != nil, lastGood: good, lastFailed: failed,
            lastDrill: drills.max { $0.id < $1.id },
            nextAt: isUnderWay ? nil : next(after: good, failed, settings, at: now))
    }

    /// Before a failed one is tried again by schedule; its job has tried three times.
    private static let pauseAfterFailure: Duration = .hours(1)

    private static func next(
        after good: BackupRun?, _ failed: BackupRun?, _ settings: BackupSettings, at now: Timestamp
    ) -> Timestamp? {
        guard settings.folder != nil, let every = settings.every else { return nil }
        let due = good.map { $0.createdAt + every } ?? now
        guard let failed, good.map({ failed.id > $0.id }) ?? true, let ended = failed.endedAt, ended <= now else { return due }
        return max(due, ended + min(every, pauseAfterFailure))
    }
}
