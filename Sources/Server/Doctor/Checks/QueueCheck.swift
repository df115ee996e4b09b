import DataStore
import JobQueue
import Primitives
import Telemetry

/// That jobs are not stuck.
struct QueueCheck: DoctorCheck {
    /// Longer than any job of the node may take.
    private static let longRun = Duration.hours(6)
    /// As the alert `queueStuck` has it.
    private static let longWait = Duration.seconds(Int64(AlertRuleName.queueStuck.standard.threshold * 60))

    let place: Surroundings
    let name = "queues"

    func run() throws -> [DoctorFinding] {
        let now = place.clock.now()
        let health = try place.withDatabase { file in
            try file.read { try QueueHealth(in: $0, now: now, overdue: now - Self.longRun) }
        }
        guard let health else { return [.ok("there are none yet")] }
        let findings = [waiting(health, at: now), running(health), failed(health)].compactMap { $0 } + health.paused.map(paused)
        return findings.isEmpty ? [.ok("nothing waits for long, nothing has failed")] : findings
    }

    private func waiting(_ health: QueueHealth, at now: Timestamp) -> DoctorFinding? {
        guard let oldest = health.oldestWaiting, now - oldest.since > Self.longWait else { return nil }
        let words = "a job of the queue \(oldest.queue) has waited for \((now - oldest.since).words)"
        guard place.holder != nil else {
            return .warn(words + "; no node runs", mend: "start it: systemctl start uprising@\(place.settings.profile.rawValue)")
        }
        return .fail(words, mend: "see what holds it up: uprising jobs stats; of a queue of your own workers, start them")
    }

    private func running(_ health: QueueHealth) -> DoctorFinding? {
        guard health.longRunning > 0 else { return nil }
        return .warn(
            "\(health.longRunning) jobs have run for more than \(Self.longRun.words)",
            mend: "uprising jobs list --state running; uprising jobs cancel ID")
    }

    private func failed(_ health: QueueHealth) -> DoctorFinding? {
        guard health.failed > 0 else { return nil }
        return .warn(
            "\(health.failed) jobs have failed for good",
            mend: "see why: uprising jobs list --state failed; when that is gone: uprising jobs retry --failed")
    }

    private func paused(_ queue: QueueName) -> DoctorFinding {
        .warn("the queue \(queue) is paused", mend: "uprising jobs resume \(queue)")
    }
}
