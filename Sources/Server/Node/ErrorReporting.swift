import AsyncAlgorithms
import Domain
import Foundation
import Logging
import Primitives
import ServiceLifecycle
import Telemetry

/// Writes what was reported, turns what the node logs into errors of its own, and picks up what a crash has left.
struct ErrorReporting: Service {
    /// How long reports are gathered: what `kill -9` can take of them.
    private static let interval = Duration.seconds(1)
    private static let roundsPerPruning = 3_600

    let intake: ErrorIntake
    let own: OwnErrors
    let projects: ErrorProjects
    let groups: ErrorGroups
    let forwarder: SentryForwarder?
    let crashes: CrashFolder
    let release: String
    let environment: String
    let logger: Logger

    func run() async throws {
        var round = 0
        for await _ in AsyncTimerSequence(interval: Self.interval, clock: .continuous).cancelOnGracefulShutdown() {
            await report()
            if round.isMultiple(of: Self.roundsPerPruning) { await prune() }
            round += 1
        }
        // It is the last service to stop: what the others said on their way is kept too.
        await report()
    }

    private func report() async {
        await reportOwn()
        await intake.flush()
    }

    private func reportOwn() async {
        let errors = own.take()
        let reports = crashes.waiting()
        guard !errors.isEmpty || !reports.isEmpty else { return }
        do {
            // Before the node has a workspace there is nobody to tell; the log has it.
            guard let project = try await projects.builtIn(.node) else { return }
            for error in errors { take(error.event(of: project.id, release: release, environment: environment)) }
            for report in reports {
                logger.notice("the process before this one crashed", metadata: ["report": "\(report.path)"])
                take(report.report.event(of: project.id, release: release, environment: environment, receivedAt: .now()))
                crashes.done(report)
            }
        } catch {
            logger.warning("the node's own errors were not kept", metadata: ["error": "\(error)"])
        }
    }

    private func take(_ event: ErrorEvent) {
        _ = intake.take(event)
        forwarder?.offer(event)
    }

    private func prune() async {
        do {
            try await groups.prune(keeping: try await projects.everyID())
        } catch {
            logger.warning("old errors were not taken away", metadata: ["error": "\(error)"])
        }
    }
}

/// Sends errors on, in a task of its own: a receiver that hangs holds up nothing else.
struct ErrorForwarding: Service {
    private static let interval = Duration.seconds(2)

    let forwarder: SentryForwarder

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in AsyncTimerSequence(interval: Self.interval, clock: .continuous) { await forwarder.sendWaiting() }
        }
    }
}
