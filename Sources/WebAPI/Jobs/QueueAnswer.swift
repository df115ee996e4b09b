import JobQueue
import Primitives

/// A queue as its dashboard shows it.
struct QueueAnswer: Sampled {
    let queue: Jobs.QueueView
    let isExternal: Bool
    let now: Timestamp

    static var sample: Self { Self(queue: .sample, isExternal: true, now: .now()) }

    func write(to json: inout JSONWriter) {
        let settings = queue.settings
        json.object { json in
            json.member("name", queue.name.description)
            json.member("external", isExternal)
            json.member("depth", object: writeDepth)
            json.member("paused", settings.isPaused)
            json.member("pausedUntil", settings.isPaused ? settings.pausedUntil : nil)
            json.member("pausedByOperator", queue.isPausedByNode)
            json.member("concurrency", settings.concurrency)
            json.member("rate", settings.rate.map { RateAnswer(rate: $0) })
            json.member("oldestWaitingSince", queue.oldestWaitingSince)
            json.member("lastHour", object: writeActivity)
        }
    }

    private func writeDepth(to json: inout JSONWriter) {
        func count(_ state: JobState) -> Int { queue.depth[state, default: 0] }
        json.member("scheduled", count(.scheduled))
        json.member("waiting", count(.waiting))
        json.member("waiting_for_children", count(.waitingForChildren))
        json.member("running", count(.running))
        json.member("retrying", count(.retrying))
        json.member("completed", count(.completed))
        json.member("failed", count(.failed))
        json.member("cancelled", count(.cancelled))
    }

    private func writeActivity(to json: inout JSONWriter) {
        let hour = queue.activity
        // What has been counted for seconds only says little of a minute.
        let minutes = max((now - hour.since).fractionalSeconds / 60, 1)
        json.member("since", hour.since)
        json.member("enqueued", hour.enqueued)
        json.member("completed", hour.completed)
        json.member("failed", hour.failed)
        json.member("cancelled", hour.cancelled)
        json.member("runMs", hour.run.map { QuantilesAnswer(quantiles: $0) })
        json.member("waitMs", hour.wait.map { QuantilesAnswer(quantiles: $0) })
        json.member(
            "perMinute",
            object: { json in
                json.member("in", Self.rounded(Double(hour.enqueued) / minutes))
                json.member("out", Self.rounded(Double(hour.ended) / minutes))
            })
    }

    fileprivate static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}

private struct RateAnswer: JSONWritable {
    let rate: StartRate

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("count", rate.count)
            json.member("seconds", rate.period.components.seconds)
        }
    }
}

private struct QuantilesAnswer: JSONWritable {
    let quantiles: QueueActivity.Quantiles

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("p50", QueueAnswer.rounded(quantiles.p50.fractionalSeconds * 1_000))
            json.member("p95", QueueAnswer.rounded(quantiles.p95.fractionalSeconds * 1_000))
        }
    }
}
