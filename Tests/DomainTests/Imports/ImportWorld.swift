import Blobs
import DataStore
import Identity
import JobQueue
import Logging
import NIOCore
import Primitives
import Realtime
import Synchronization
import TestSupport

@testable import Domain

/// Imports over the world of leads; their jobs are run by a runner of the real kind.
struct ImportWorld: Sendable {
    let leads: LeadWorld
    let imports: Imports
    let log: EventLog

    func upload(_ text: String, by principal: Principal? = nil) async throws -> Import {
        try await imports.create(name: "list.csv", project: nil, by: principal ?? leads.owner) { try await $0.pour(Array(text.utf8)) }
    }

    /// Starts the import and runs its job to the end.
    ///
    /// - Parameter places: after so many rows the attempt ends with an error, and another one goes on.
    func run(
        _ value: Import, interruptedAfter places: [Int] = [], _ batchWritten: (@Sendable (Int) async -> Void)? = nil
    ) async throws -> Import {
        let started = try await imports.start(value.id, by: leads.owner, trace: TraceID())
        let left = Mutex(places[...])
        let handler = RunImportHandler(
            imports: imports,
            hooks: ImportHooks { done in
                await batchWritten?(done)
                let ends = left.withLock { left in left.first.map { done >= $0 } ?? false ? left.popFirst() != nil : false }
                if ends { throw Interrupted() }
            })
        let runner = JobRunner(
            jobs: leads.jobs, handlers: [handler], queues: [RunImport.queue: 1],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        for attempt in 0...places.count {
            // On a busy machine the back-off may pass while the runner is at it, and the next attempt with it.
            if attempt > 0, let job = started.jobId, try await imports.show(value.id, for: leads.owner).state != .finished {
                try await leads.store.write { [jobs = leads.jobs] in _ = try jobs.promote(job, of: nil, in: $0) }
            }
            try await runner.runOnce()
        }
        return try await imports.show(value.id, for: leads.owner)
    }

    private struct Interrupted: Error {}
}

func withImports(_ body: (ImportWorld) async throws -> Void) async throws {
    try await withLeads { world in
        try await withFolder { folder in
            let log = EventLog(epoch: world.store.epoch, hub: Hub(eventLoops: [any EventLoop]()) { payload, _ in payload })
            let imports = Imports(
                store: world.store, blobs: try BlobStore(path: folder + "/blobs", store: world.store), jobs: world.jobs, leads: world.leads,
                log: log)
            try await body(ImportWorld(leads: world, imports: imports, log: log))
        }
    }
}
