package import Blobs
package import DataStore
package import Identity
package import JobQueue
package import Primitives
package import Realtime

/// What can be done with imports: upload, say what the columns are, try, start, stop, look, remove.
package struct Imports: Sendable {
    package static let pageLimit = 100
    package static let previewLimit = 50
    /// The file holds what people wrote of others; the report is for the days in which it is of use.
    package static let fileRetention = Duration.days(30)
    /// In one write of a removal.
    private static let removalStep = 500

    let store: Store
    let blobs: BlobStore
    let jobs: Jobs
    let leads: Leads
    let events: ImportEvents
    let clock: WallClock
    /// Of an upload.
    package let byteLimit: Int64

    package init(
        store: Store, blobs: BlobStore, jobs: Jobs, leads: Leads, log: EventLog, byteLimit: Int64 = 50 << 20, clock: WallClock = .system
    ) {
        self.store = store
        self.blobs = blobs
        self.jobs = jobs
        self.leads = leads
        events = ImportEvents(log: log)
        self.byteLimit = byteLimit
        self.clock = clock
    }

    /// Keeps a file that `fill` pours in, and guesses what its columns are.
    ///
    /// - Parameters:
    ///   - name: what the file is called; cleaned.
    ///   - project: where the leads go; the default one if absent.
    /// - Throws: ``Failure`` `malformedBody` that says where the file can't be read, as soon as that is known; `bodyTooLarge`, `forbidden`,
    ///   `invalidRequest` for a project that is not there.
    package func create(
        name: String?, project: String?, by principal: Principal, pouring fill: (ImportIntake) async throws -> Void
    ) async throws -> Import {
        try principal.require(.leadsImport)
        let project = try await store.read { try Self.project(project, of: principal.workspaceID, in: $0) }
        let scan = ImportIntake()
        let staged: StagedBlob
        var found: TableScan.Shape?
        do {
            staged = try await blobs.stage(in: ID(of: principal.workspaceID), limit: byteLimit) { intake in
                scan.begin(intake)
                try await fill(scan)
                // Before the file has its place: one that can't be read never gets it.
                found = try scan.finish()
            }
        } catch let failure as Failure where failure.code == .bodyTooLarge {
            throw Failure(.bodyTooLarge, "The file is larger than the \(byteLimit >> 20) MiB that an import may have (IMPORT_MB).")
        } catch let fault as TableFault {
            throw fault.failure
        }
        guard let shape = found else { throw TableFault(.empty).failure }
        let guess = ColumnGuess(samples: shape.samples, columnCount: shape.columnCount)
        let fileName = ObjectName(name ?? "") ?? Self.unnamed
        return try await store.write { [self] tx in
            let now = clock.now()
            let file = try blobs.attach(staged, name: fileName, contentType: "text/csv", purpose: .upload, in: tx)
            let value = Import(
                id: ID(at: now), workspaceId: principal.workspaceID, projectId: project, createdBy: principal.personID,
                createdByName: principal.displayName.description, fileId: file.id, fileName: fileName.description,
                byteCount: file.byteCount, encoding: shape.encoding, delimiter: shape.delimiter, hasHeader: guess.hasHeader,
                fileRows: shape.rowCount, columns: ImportColumn.columns(guess, samples: shape.samples), mapping: guess.mapping,
                createdAt: now, updatedAt: now)
            try ImportRows.insert(value, in: tx)
            return value
        }
    }

    private static let unnamed: ObjectName = {
        guard let name = ObjectName("list.csv") else { preconditionFailure("the name is one of a file") }
        return name
    }()

    private static func project(_ text: String?, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> ID<Project> {
        let id = try text.map { text in
            guard let id = ID<Project>(text) else {
                throw Failure(
                    .invalidRequest, "The import has no place.", fields: [FieldFault("project", "This is not the id of a project.")])
            }
            return id
        }
        return try Projects.place(id, of: workspace, in: tx).projectID
    }

    // MARK: Looking

    /// The newest first.
    package func list(for principal: Principal, cursor: String?, limit: Int) async throws -> Page<Import> {
        try principal.require(.leadsImport)
        let before = try cursor.map { text in
            guard let id = ID<Import>(text) else {
                throw Failure(.invalidRequest, "The page can't be found.", fields: [FieldFault("cursor", "Take it from `next`.")])
            }
            return id
        }
        let limit = min(max(limit, 1), Self.pageLimit)
        let found = try await store.read { try ImportRows.list(of: principal.workspaceID, before: before, limit: limit + 1, in: $0) }
        return Page(items: Array(found.prefix(limit)), next: found.count > limit ? found[limit - 1].id.description : nil)
    }

    package func show(_ id: ID<Import>, for principal: Principal) async throws -> Import {
        try principal.require(.leadsImport)
        return try await store.read { try Self.find(id, for: principal, in: $0) }
    }

    static func find(_ id: ID<Import>, for principal: Principal, in tx: some SQLReading) throws -> Import {
        guard let value = try ImportRows.find(id, of: principal.workspaceID, in: tx) else {
            throw Failure(.notFound, "There is no such import in this workspace.")
        }
        return value
    }

    // MARK: Changing

    /// Says anew what the columns are and how rows become leads.
    ///
    /// - Throws: ``Failure`` `versionRequired`, `staleVersion`, `invalidRequest` with each fault, `conflict` once it has started.
    package func change(
        _ id: ID<Import>, to change: ImportChange, version: Int64?, by principal: Principal
    ) async throws -> Import {
        try principal.require(.leadsImport)
        let before = try await show(id, for: principal)
        // Whether the first row is a header changes what the columns are called, and so what they may be.
        let guess: ColumnGuess? =
            if let hasHeader = change.hasHeader, hasHeader != before.hasHeader {
                ColumnGuess(samples: try await sample(of: before), columnCount: before.columns.count, hasHeader: hasHeader)
            } else { nil }
        let samples = guess == nil ? [] : try await sample(of: before)
        return try await store.write { [self] tx in
            var value = try Self.find(id, for: principal, in: tx)
            try BaseVersion.require(version, is: value.version, of: value)
            guard value.state.mayChange else {
                throw Failure(.conflict, "The import has started: what its columns are can't be changed any more.")
            }
            if let guess {
                value.hasHeader = guess.hasHeader
                value.columns = ImportColumn.columns(guess, samples: samples)
                value.mapping = guess.mapping
            }
            try change.apply(to: &value)
            if let owner = value.options.ownerId, try Members.role(of: owner, in: value.workspaceId, tx) == nil {
                throw Failure(
                    .invalidRequest, "The import was not changed.", fields: [FieldFault("/options/ownerId", "This is no member.")])
            }
            value.state = .mapping
            value.counts = ImportCounts()
            return try touch(&value, in: tx)
        }
    }

    /// Forgets the import with its file, its report and the keys of its rows. The leads stay.
    ///
    /// - Throws: ``Failure`` `versionRequired`, `staleVersion`, `conflict` while it runs.
    package func remove(_ id: ID<Import>, version: Int64?, by principal: Principal) async throws {
        try principal.require(.leadsImport)
        while try await store.write({ tx in
            let value = try Self.removable(id, version, for: principal, in: tx)
            return try ImportRows.forgetRows(of: value.id, limit: Self.removalStep, in: tx)
        }) {}
        try await store.write { [blobs] tx in
            let value = try Self.removable(id, version, for: principal, in: tx)
            _ = try ImportRows.forgetRows(of: id, limit: Self.removalStep, in: tx)
            try ImportRows.delete(id, in: tx)
            if let file = value.fileId { try blobs.detach(file, in: tx) }
        }
    }

    private static func removable(
        _ id: ID<Import>, _ version: Int64?, for principal: Principal, in tx: WriteTransaction
    ) throws -> Import {
        let value = try find(id, for: principal, in: tx)
        try BaseVersion.require(version, is: value.version, of: value)
        guard !value.state.isUnderway else { throw Failure(.conflict, "The import is under way. Cancel it first.") }
        return value
    }

    /// Removes the files of imports that nobody touched for ``fileRetention``; answers how many. Their reports go with them.
    package func removeOldFiles(limit: Int = 100) async throws -> Int {
        try await store.write { [blobs, clock] tx in
            let old = try ImportRows.keepingFiles(untouchedSince: clock.now() - Self.fileRetention, limit: limit, in: tx)
            for var value in old where !value.state.isUnderway {
                guard let file = value.fileId else { continue }
                value.forgetFile()
                try ImportRows.update(value, in: tx)
                try ImportRows.clearRefusals(of: value.id, in: tx)
                try blobs.detach(file, in: tx)
            }
            return old.count
        }
    }

    // MARK: Running

    /// Reads the whole file and counts what would become of its rows; nothing is made.
    ///
    /// - Throws: ``Failure`` `conflict` while it is under way or has started; `invalidRequest` when no column can name a company.
    package func check(_ id: ID<Import>, by principal: Principal, trace: TraceID) async throws -> Import {
        try await begin(id, as: .checking, by: principal, trace: trace) { $0.mayChange }
    }

    /// Makes leads of the rows. One that was cancelled or has failed goes on where it stopped.
    ///
    /// - Throws: ``Failure`` `conflict` while it is under way or is done; `invalidRequest` when no column can name a company.
    package func start(_ id: ID<Import>, by principal: Principal, trace: TraceID) async throws -> Import {
        try await begin(id, as: .running, by: principal, trace: trace) { $0.mayStart }
    }

    private func begin(
        _ id: ID<Import>, as state: ImportState, by principal: Principal, trace: TraceID,
        if isAllowed: @escaping @Sendable (ImportState) -> Bool
    ) async throws -> Import {
        try principal.require(.leadsImport)
        return try await store.write { [self] tx in
            var value = try Self.find(id, for: principal, in: tx)
            guard isAllowed(value.state) else {
                throw Failure(.conflict, "The import is \(value.state.rawValue): this can't be done with it now.")
            }
            guard value.fileId != nil else { throw Failure(.conflict, "The file of this import is not kept any more. Upload it again.") }
            let naming: Set<ImportField> = [.company, .website, .email]
            guard value.mapping.values.contains(where: { naming.contains($0) }) else {
                throw Failure(
                    .invalidRequest, "Nothing names the companies.",
                    fields: [FieldFault("/mapping", "Say which column is the company, the website or the e-mail address.")])
            }
            if value.state.mayChange {
                value.counts = ImportCounts()
                try ImportRows.clearRefusals(of: id, in: tx)
            }
            value.state = state
            value.error = nil
            value.finishedAt = nil
            let job = try jobs.enqueue(
                RunImport(importID: id, isDry: state == .checking), workspace: value.workspaceId.description,
                trace: trace, in: tx)
            value.jobId = job.id
            return try touch(&value, trace: trace, in: tx)
        }
    }

    /// Stops a dry run, or an import: what it has made stays.
    ///
    /// - Throws: ``Failure`` `conflict` when it is not under way.
    package func cancel(_ id: ID<Import>, by principal: Principal, trace: TraceID) async throws -> Import {
        try principal.require(.leadsImport)
        return try await store.write { [self] tx in
            var value = try Self.find(id, for: principal, in: tx)
            guard value.state.isUnderway else { throw Failure(.conflict, "The import is not under way.") }
            value.state = value.state == .checking ? .mapping : .cancelled
            value.finishedAt = value.state == .cancelled ? clock.now() : nil
            let stored = try touch(&value, trace: trace, in: tx)
            // Last: it finds the import stopped already, and so does not make a failure of it.
            if let job = value.jobId {
                do {
                    _ = try jobs.cancel(job, of: value.workspaceId.description, because: "by \(principal.displayName)", in: tx)
                } catch JobFault.gone, JobFault.notAllowed {
                    // It has just ended; its last write finds the import stopped.
                }
            }
            return stored
        }
    }

    /// Writes a changed import with its next version, and tells the workspace.
    @discardableResult
    func touch(_ value: inout Import, trace: TraceID = TraceID(), in tx: WriteTransaction) throws -> Import {
        value.version += 1
        value.updatedAt = clock.now()
        try ImportRows.update(value, in: tx)
        try events.changed(value, trace: trace, in: tx)
        return value
    }
}

extension ColumnGuess {
    var mapping: [Int: ImportField] {
        fields.enumerated().reduce(into: [:]) { mapping, pair in mapping[pair.offset] = pair.element }
    }
}

extension TableFault {
    var failure: Failure {
        Failure(
            .malformedBody, "The list can't be read. \(description)", fields: [FieldFault("line \(line), column \(column)", description)])
    }
}
