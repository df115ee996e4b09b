import AsyncAlgorithms
import Backups
import Blobs
import DataStore
import Domain
import Identity
import JobQueue
import Logging
import Primitives
import Realtime
import ServiceLifecycle
import Telemetry

/// Keeps the house: forgets what is past its retention and writes what could wait.
struct Maintenance: Service {
    /// Last uses are shown to the minute.
    private static let interval = Duration.seconds(60)
    /// How many rounds pass between two sweeps and prunings: an hour.
    private static let roundsPerSweep = 60
    private static let pruneStep = 1_000

    let store: Store
    let log: EventLog
    let blobs: BlobStore
    let buckets: Buckets
    let leads: Leads
    let identities: Identities
    let imports: Imports
    let jobs: Jobs
    let inboxes: Inboxes
    let backups: NodeBackups
    let webhooks: Webhooks
    let jobRetention: JobRetention
    let leadTrashRetention: Duration
    let gate: RetentionGate
    let board: HealthBoard
    let clock: WallClock
    let logger: Logger

    func run() async throws {
        await attempt("interrupted backups") { try await backups.settleInterrupted() }
        await sweep()
        var round = 0
        for await _ in AsyncTimerSequence(interval: Self.interval, clock: .continuous).cancelOnGracefulShutdown() {
            await attempt("last uses") { try await identities.tokens.flushLastUse() }
            await attempt("codes") { try await identities.signIn.removeExpired() }
            await attempt("backups") { try await backups.requestDue() }
            round += 1
            if round.isMultiple(of: Self.roundsPerSweep) { await sweep() }
        }
        await attempt("last uses") { try await identities.tokens.flushLastUse() }
    }

    private func sweep() async {
        switch gate.look() {
        case .open: await removeOld()
        case .opened:
            // The clock that went steadily for a day is the right one: what was measured by another is not of this history.
            await attempt("measures of the future") { try await board.forgetFuture() }
            await removeOld()
        case .held: break
        }
        await attempt("files") {
            let report = try await blobs.sweep()
            logger.debug("files swept", metadata: ["report": "\(report)"])
        }
        await attempt("scrub") {
            // Kept once: the first round begins an hour after the node was first there, and each one brings the next.
            _ = try await store.write { [jobs, clock] tx in
                try jobs.enqueue(ScrubFiles(), trace: TraceID(), runAt: clock.now() + .hours(1), in: tx)
            }
        }
        // Bounded by number too, and what goes costs a client no more than a fetch.
        await attempt("events") { _ = try await log.prune(.standard, now: clock.now(), in: store) }
    }

    /// What is past its time: all that a clock which is wrong would destroy.
    private func removeOld() async {
        await attempt("uploads") { try await buckets.removeExpiredUploads() }
        await attempt("files of imports") { while try await imports.removeOldFiles() == 100 {} }
        await attempt("files of messages") {
            while try await store.write({ [clock] tx in try ChatFiles.removeUnsent(at: clock.now(), in: tx) }) {}
        }
        await attempt("trash") { try await buckets.purgeTrash() }
        await attempt("trash of leads") { try await leads.emptyTrash(after: leadTrashRetention) }
        await attempt("notifications") { try await inboxes.prune() }
        await attempt("deliveries") { try await webhooks.prune() }
        await attempt("jobs") { try await jobRetention.apply(to: jobs) }
        await attempt("invitations") { try await identities.invitations.removeEnded() }
        await attempt("deleted workspaces") { _ = try await identities.removal.runOnce() }
        await attempt("sessions") { try await identities.sessions.removeExpired() }
        await attempt("idempotency keys") {
            while try await store.write({ [clock] tx in try IdempotencyKeys.prune(at: clock.now(), limit: Self.pruneStep, in: tx) })
                == Self.pruneStep
            {}
        }
    }

    /// A round that fails is told and tried again at the next.
    private func attempt(_ what: String, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            logger.warning("maintenance was not finished", metadata: ["of": "\(what)", "error": "\(error)"])
        }
    }
}
