import Backups
import HTTPServing
import Logging
import Primitives
import Telemetry

/// What each rule looks at.
struct AlertGauges: Sendable {
    let board: HealthBoard
    let disk: DiskRoom
    let stores: StoreSource
    let queues: QueueSample
    let mailer: MeteredMailer
    let drift: ClockDrift
    let spikes: ErrorSpikes
    let backups: NodeBackups
    let certificate: ServingCertificate?
    let clock: WallClock

    var all: [AlertRuleName: AlertGauge] {
        [
            .leadToReady: { board.reading(of: .leadToReady).judged ?? 0 },
            .jobFailureRate: { board.reading(of: .jobFailureRate).judged ?? 0 },
            .apiLatency: { board.reading(of: .apiLatency).judged ?? 0 },
            .diskSpace: { disk.room?.freeShare },
            .walGrowing: { stores.logBytes },
            .clockSkew: {
                await Self.known { max(drift.jump(), try await board.lag(), ClockRecord.shortfall(at: clock.now())).fractionalSeconds }
            },
            .certificate: { certificate.map { $0.timeLeft.fractionalSeconds / 86_400 } },
            .queueStuck: { queues.oldestWait.map { $0.fractionalSeconds / 60 } },
            .smtpFailing: { Double(mailer.failuresInARow) },
            .errorSpike: { spikes.measure().isSpike ? 1 : 0 },
            .backupAge: { await Self.known { try await backupAge() } },
            .restoreDrill: { await Self.known { try await backups.facts().lastDrill.map { $0.state == .succeeded ? 0 : 1 } } },
        ]
    }

    /// In hours; nothing where none are made by schedule.
    private func backupAge() async throws -> Double? {
        let facts = try await backups.facts()
        guard facts.isScheduled else { return nil }
        // None ever came to an end, though one was tried: as old as can be.
        return facts.age(at: clock.now()).map { $0.fractionalSeconds / 3_600 } ?? facts.lastFailed.map { _ in Self.hoursOfYear }
    }

    private static let hoursOfYear = 8_760.0

    private static func known(_ read: () async throws -> Double?) async -> Double? {
        do {
            return try await read()
        } catch {
            Logger.current.warning("A rule of alerts has nothing to look at", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
