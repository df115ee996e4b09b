package import Blobs
package import DataStore
package import Identity
package import JobQueue
package import Primitives
package import Realtime

/// The backups and drills of a running node: asked for, made one at a time, and remembered.
package final class NodeBackups: Sendable {
    /// Runs that are remembered, of each kind: a year of hourly ones is of no use to anybody.
    private static let keptRuns = 1_000

    let store: Store
    let jobs: Jobs
    let log: EventLog
    let settings: BackupSettings
    private let blobs: BlobStore
    private let folder: DataFolder
    private let node: BackedNode

    package init(
        store: Store, jobs: Jobs, log: EventLog, blobs: BlobStore, folder: DataFolder, node: BackedNode, settings: BackupSettings
    ) {
        self.store = store
        self.jobs = jobs
        self.log = log
        self.blobs = blobs
        self.folder = folder
        self.node = node
        self.settings = settings
    }

    // MARK: Asking

    /// Keeps a run and its job, in one write.
    ///
    /// - Throws: ``Failure`` `conflict` without a folder, and while one is under way.
    package func request(
        _ kind: BackupRun.Kind, _ trigger: BackupRun.Trigger, trace: TraceID, in tx: WriteTransaction
    ) throws -> BackupRun {
        guard let target = settings.folder else {
            throw Failure(.conflict, "No folder for backups is set. The operator of the node sets BACKUP_FOLDER.")
        }
        guard try BackupRunRows.open(kind, in: tx).isEmpty else {
            throw Failure(.conflict, "A \(kind.rawValue) is under way already. Wait until it has ended.")
        }
        let now = jobs.clock.now()
        let run = BackupRun(id: ID(at: now), kind: kind, trigger: trigger, target: target, createdAt: now)
        try BackupRunRows.insert(run, in: tx)
        try BackupRunRows.prune(kind, keeping: Self.keptRuns, in: tx)
        try jobs.enqueue(RunBackup(run: run.id), subject: run.id.description, trace: trace, in: tx)
        try tell(of: run, trace, in: tx)
        return run
    }

    /// The same for somebody, which the audit log remembers.
    package func request(_ kind: BackupRun.Kind, act: Act) async throws -> BackupRun {
        try await store.write { [self] tx in
            let run = try request(kind, .person, trace: act.traceID, in: tx)
            try AuditLog.append(
                AuditEntry(
                    kind == .backup ? .backupRequested : .drillRequested, on: AuditSubject(kind.rawValue, id: run.id, label: run.target),
                    in: act.principal?.workspaceID, before: nil, after: nil, act: act, at: run.createdAt), in: tx)
            return run
        }
    }

    /// Asks for what is due by the settings; called every minute or so.
    package func requestDue() async throws {
        let facts = try await facts()
        let now = jobs.clock.now()
        var due: [BackupRun.Kind] = []
        if let next = facts.nextAt, next <= now { due.append(.backup) }
        if let every = settings.drillEvery, settings.folder != nil, facts.lastGood != nil,
            facts.lastDrill.map({ $0.createdAt + every <= now }) ?? true
        {
            due.append(.drill)
        }
        for kind in due {
            try await store.write { [self] tx in
                guard try BackupRunRows.open(kind, in: tx).isEmpty else { return }
                _ = try request(kind, .schedule, trace: TraceID(), in: tx)
            }
        }
    }

    /// Clears up what a command began and a dead process did not end; called at the start, before anything else is asked for.
    package func settleInterrupted() async throws {
        for scratch in [Self.drillScratch(in: folder), BackupSource.scratch(in: folder)] { try Scratch.clear(scratch) }
        try await store.write { [self] tx in
            for var run in try BackupRunRows.open(in: tx) where run.trigger == .command {
                try end(&run, fault: "The node ended while this was under way.", TraceID(), in: tx)
            }
        }
    }

    // MARK: Doing

    /// Does what a job asks for, unless that is done.
    @discardableResult
    package func perform(_ job: RunBackup) async throws -> BackupRun? {
        guard let run = try await store.read({ try BackupRunRows.find(job.run, in: $0) }), run.state != .succeeded else { return nil }
        return try await perform(run, passphrase: settings.passphrase, keep: settings.keep)
    }

    /// Makes a backup at once, for a command.
    ///
    /// - Parameters:
    ///   - target: a folder; that of the settings if absent.
    ///   - begins: whether an empty folder is right although backups were made there before.
    /// - Throws: ``Failure``, ``BackupError``.
    package func backUpNow(to target: String?, begins: Bool, passphrase: Secret?) async throws -> BackupRun {
        try await now(.backup, target, begins: begins, passphrase)
    }

    package func drillNow(of target: String?, passphrase: Secret?) async throws -> BackupRun {
        try await now(.drill, target, begins: false, passphrase)
    }

    private func now(_ kind: BackupRun.Kind, _ target: String?, begins: Bool, _ passphrase: Secret?) async throws -> BackupRun {
        guard let target = target ?? settings.folder else {
            throw Failure(.invalidRequest, "Name a folder with --to, or set BACKUP_FOLDER.")
        }
        let now = jobs.clock.now()
        let run = BackupRun(id: ID(at: now), kind: kind, trigger: .command, target: target, createdAt: now)
        try await store.write { tx in
            try BackupRunRows.insert(run, in: tx)
            try BackupRunRows.prune(kind, keeping: Self.keptRuns, in: tx)
        }
        return try await perform(run, passphrase: passphrase ?? settings.passphrase, keep: settings.keep, begins: begins)
    }

    @discardableResult
    private func perform(
        _ run: BackupRun, passphrase: Secret?, keep: RetentionRule, begins: Bool = false
    ) async throws -> BackupRun {
        var run = run
        let trace = TraceID()
        run.state = .running
        run.startedAt = jobs.clock.now()
        run.endedAt = nil
        run.fault = nil
        run = try await record(run, trace)
        do {
            switch run.kind {
            case .backup: try await backUp(&run, passphrase, keep, begins: begins)
            case .drill: try await drill(&run, passphrase)
            }
            run.state = run.kind == .drill && run.fault != nil ? .failed : .succeeded
            run.endedAt = jobs.clock.now()
            return try await record(run, trace)
        } catch let error as CancellationError {
            // A shutdown: the job starts again, and finds what was copied.
            run.state = .waiting
            _ = try await record(run, trace)
            throw error
        } catch {
            run.state = .failed
            run.endedAt = jobs.clock.now()
            run.fault = Self.words(for: error)
            _ = try await record(run, trace)
            throw error
        }
    }

    private func backUp(_ run: inout BackupRun, _ passphrase: Secret?, _ keep: RetentionRule, begins: Bool) async throws {
        let target = run.target
        let wasThere = try await store.read { try BackupRunRows.newest(.backup, .succeeded, target: target, in: $0) } != nil
        let source = BackupSource(store, in: folder)
        let pin = blobs.pin()
        defer { withExtendedLifetime(pin) {} }
        let report = try await BackupThread.run { [node, folder, clock = jobs.clock] in
            try FolderPlaces.requireApart(backups: target, data: folder.path)
            let target = try FolderTarget(path: target)
            let vault =
                wasThere && !begins
                ? try Self.refusingEmpty { try Vault.open(target, passphrase: passphrase, profile: node.profile) }
                : try Vault.openOrBegin(target, passphrase: passphrase, profile: node.profile)
            return try await Backup(into: vault, of: source, node: node, keep: keep, clock: clock) { _ in try Task.checkCancellation() }
                .run()
        }
        run.backup = report.manifest.name.description
        run.vaultID = report.vaultID
        run.databaseByteCount = report.manifest.databaseByteCount
        run.rowCount = report.manifest.rowCounts.values.reduce(0, +)
        run.fileCount = report.manifest.fileCount
        run.fileByteCount = report.manifest.fileByteCount
        run.copiedByteCount = report.copiedByteCount
        run.missingFileCount = report.manifest.missingFileCount
        var faults: [String] = []
        if !report.missing.isEmpty {
            faults.append("Missing from it, since they are damaged at the node: \(report.missing.joined(separator: "; ")).")
        }
        if let fault = report.sweepFault { faults.append("Nothing was removed that no backup has any more: \(fault)") }
        run.fault = faults.isEmpty ? nil : faults.joined(separator: " ")
    }

    private func drill(_ run: inout BackupRun, _ passphrase: Secret?) async throws {
        let scratch = Self.drillScratch(in: folder)
        let report = try await BackupThread.run { [target = run.target, profile = node.profile, clock = jobs.clock] in
            let vault = try Vault.open(try FolderTarget(path: target), passphrase: passphrase, profile: profile)
            return try await Drill(of: vault, scratch: scratch, at: clock.now()) { _ in try Task.checkCancellation() }.run()
        }
        run.backup = report.backup.description
        run.rowCount = report.rowCount
        run.fileCount = report.fileCount
        run.fileByteCount = report.byteCount
        run.fault = report.faults.isEmpty ? nil : report.faults.joined(separator: " ")
    }

    package static func drillScratch(in folder: DataFolder) -> String { "\(folder.path)/drill" }

    private static func refusingEmpty(_ open: () throws -> Vault) throws -> Vault {
        do {
            return try open()
        } catch let error as BackupError where error.code == .gone {
            throw BackupError(
                .gone,
                "\(error.message) Backups were made there before: mount the disk that holds them, or begin anew with "
                    + "`uprising backup --begin`.")
        }
    }

    static func words(for error: any Error) -> String {
        switch error {
        case let error as BackupError: error.message
        case let error as StoreError: error.message
        case let failure as Failure: failure.message
        default: "\(error)"
        }
    }

    // MARK: Remembering

    private func record(_ run: BackupRun, _ trace: TraceID) async throws -> BackupRun {
        try await store.write { [self] tx in
            var run = run
            run.version += 1
            try BackupRunRows.update(run, in: tx)
            try tell(of: run, trace, in: tx)
            return run
        }
    }

    /// The job of a run was given up: by its last attempt, or by a person.
    func gaveUp(_ id: ID<BackupRun>, reason: any Error, in tx: WriteTransaction) throws {
        guard var run = try BackupRunRows.find(id, in: tx), !run.isOver else { return }
        try end(&run, fault: Self.words(for: reason), TraceID(), in: tx)
    }

    private func end(_ run: inout BackupRun, fault: String, _ trace: TraceID, in tx: WriteTransaction) throws {
        run.state = .failed
        run.endedAt = jobs.clock.now()
        run.fault = fault
        run.version += 1
        try BackupRunRows.update(run, in: tx)
        try tell(of: run, trace, in: tx)
    }

    /// Those who run the node hear of it in their workspace.
    private func tell(of run: BackupRun, _ trace: TraceID, in tx: WriteTransaction) throws {
        guard let home = try HomeWorkspace.id(in: tx) else { return }
        let now = jobs.clock.now()
        var payload = JSONWriter()
        payload.object { json in
            json.member("runId", run.id)
            json.member("kind", run.kind.rawValue)
            json.member("state", run.state.rawValue)
            json.member("version", run.version)
            json.member("updatedAt", now)
        }
        _ = try log.append(
            EventEnvelope(
                .backupUpdated, traceID: trace, workspaceID: home, entityID: run.id, entityVersion: run.version, payload: JSONText(payload),
                emittedAt: now), rooms: [.workspace(home)], in: tx)
    }
}
