package import DataStore
import Identity
package import JobQueue
import Primitives

/// Reads the file of an import from its beginning to its end: makes leads of the rows, or only counts what would become of them.
package struct RunImport: Job {
    package static let kind = "run_import"
    package static let queue: QueueName = "imports"
    package static let maxAttempts = 3
    /// A million rows on a slow machine.
    package static let timeout = Duration.hours(3)
    package static let priority = 8

    let importID: ID<Import>
    let isDry: Bool
}

/// Runs ``RunImport``.
package struct RunImportHandler: JobHandler {
    private static let eventInterval = Duration.milliseconds(500)
    /// The longest that one batch makes the next wait.
    private static let longestPause = Duration.milliseconds(100)

    let imports: Imports
    let hooks: ImportHooks

    package init(imports: Imports, hooks: ImportHooks = ImportHooks()) {
        self.imports = imports
        self.hooks = hooks
    }

    package func run(_ job: RunImport, context: JobContext) async throws -> JobOutcome {
        guard let value = try await begin(job, context) else { return .done }
        var desk = ImportDesk(value, leads: imports.leads, isDry: job.isDry, trace: context.traceID)
        var pace = BatchPace()
        var waiting: [RowReading.Reading] = []
        var skipped = 0
        let done = value.counts.rows
        var isHeader = value.hasHeader
        var toldAt = ContinuousClock.now
        let reading = RowReading(value, currency: try await imports.currency(of: value))

        /// - Returns: false when the import was stopped.
        func write(_ batch: [RowReading.Reading]) async throws -> Bool {
            let begun = ContinuousClock.now
            let tells = begun - toldAt >= Self.eventInterval
            guard let written = try await self.write(batch, by: desk, job, tells: tells, context) else { return false }
            desk = written
            desk.settle()
            if tells { toldAt = begun }
            let elapsed = ContinuousClock.now - begun
            pace.wrote(batch.count, in: elapsed)
            try await hooks.batchWritten?(written.counts.rows)
            // As long as the write took, the writer is free for others.
            try await Task.sleep(for: min(elapsed, Self.longestPause))
            return true
        }

        var isStopped = false
        try await imports.forEachChunk(of: value) { rows in
            for row in rows {
                if isHeader {
                    isHeader = false
                } else if skipped < done {
                    skipped += 1
                } else {
                    waiting.append(reading.read(row))
                    guard waiting.count >= pace.size else { continue }
                    let batch = waiting
                    waiting = []
                    guard try await write(batch) else {
                        isStopped = true
                        return false
                    }
                }
            }
            try Task.checkCancellation()
            return true
        }
        guard try await isStopped ? false : waiting.isEmpty ? true : write(waiting) else { return .done }
        try await finish(job, context)
        return .done
    }

    /// A dry run begins anew however often it is started: which rows repeat is known to this process alone.
    private func begin(_ job: RunImport, _ context: JobContext) async throws -> Import? {
        try await imports.store.write { tx in
            guard var value = try current(job, context.id, in: tx) else { return nil }
            guard job.isDry, value.counts.rows > 0 else { return value }
            value.counts = ImportCounts()
            try ImportRows.clearRefusals(of: value.id, in: tx)
            try ImportRows.update(value, in: tx)
            return value
        }
    }

    /// The import, while it still wants this job.
    private func current(_ job: RunImport, _ id: ID<JobRecord>, in tx: some SQLReading) throws -> Import? {
        guard let value = try ImportRows.find(job.importID, in: tx), value.jobId == id, value.state == (job.isDry ? .checking : .running)
        else {
            return nil
        }
        return value
    }

    /// Leads, keys, refusals, counts and place of one batch, in one write: whenever the process dies, each row is made once.
    private func write(
        _ batch: [RowReading.Reading], by desk: ImportDesk, _ job: RunImport, tells: Bool, _ context: JobContext
    ) async throws -> ImportDesk? {
        try await imports.store.write { [imports] tx in
            guard var value = try current(job, context.id, in: tx), value.counts.rows == desk.counts.rows else { return nil }
            var desk = desk
            for row in batch { try desk.take(row, in: tx) }
            value.counts = desk.counts
            if tells { try imports.touch(&value, trace: context.traceID, in: tx) } else { try ImportRows.update(value, in: tx) }
            return desk
        }
    }

    private func finish(_ job: RunImport, _ context: JobContext) async throws {
        try await imports.store.write { [imports] tx in
            guard var value = try current(job, context.id, in: tx) else { return }
            value.state = job.isDry ? .checked : .finished
            value.finishedAt = job.isDry ? nil : imports.clock.now()
            try context.complete(in: tx)
            try imports.touch(&value, trace: context.traceID, in: tx)
            try imports.notify(of: value, trace: context.traceID, in: tx)
        }
    }

    package func gaveUp(_ job: RunImport, reason: any Error, record: JobRecord, in tx: WriteTransaction) throws {
        guard var value = try current(job, record.id, in: tx) else { return }
        if case JobFault.cancelled = reason {
            value.state = job.isDry ? .mapping : .cancelled
        } else {
            value.state = .failed
            value.error = (reason as? Failure)?.message ?? (reason as? TableFault)?.description ?? Self.internalFault
            value.finishedAt = imports.clock.now()
        }
        try imports.touch(&value, trace: record.traceID, in: tx)
        try imports.notify(of: value, trace: record.traceID, in: tx)
    }

    private static let internalFault =
        "The import stopped because of a fault on our side. Start it again: it goes on where it stopped. If it stops again, tell whoever runs this node."
}

/// Moments of an import at which a test wants to be there.
package struct ImportHooks: Sendable {
    /// After each batch, with the rows so far; what it throws ends the attempt.
    package var batchWritten: (@Sendable (Int) async throws -> Void)?

    package init(batchWritten: (@Sendable (Int) async throws -> Void)? = nil) {
        self.batchWritten = batchWritten
    }
}
