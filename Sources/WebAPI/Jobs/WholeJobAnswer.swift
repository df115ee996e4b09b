import JobQueue
import Primitives

/// A job with all that is known of it.
struct WholeJobAnswer: Sampled {
    let whole: Jobs.Whole

    static var sample: Self { Self(whole: .sample) }

    func write(to json: inout JSONWriter) {
        let job = whole.job
        json.object { json in
            ShortJobAnswer(job).writeMembers(to: &json)
            json.member("arguments", json: job.arguments.utf8)
            // `null` is a result, too.
            if let result = job.result { json.sometimes { $0.member("result", json: result.utf8) } }
            json.member("timeoutSeconds", job.timeout.components.seconds)
            json.member("backoff", BackoffAnswer(backoff: job.backoff))
            json.member("unique", job.uniqueKey.map { UniqueAnswer(job: job, key: $0) })
            json.member("attempts", array: whole.attempts.map { AttemptAnswer(attempt: $0) })
            json.member("children", array: whole.children.map { ShortJobAnswer($0) })
            json.member("parent", whole.parent.map { ShortJobAnswer($0) })
            json.member("log", array: whole.log.map { LogLineAnswer(line: $0) })
        }
    }
}

private struct BackoffAnswer: JSONWritable {
    enum Kind: String, CaseIterable, JSONWritable {
        case exponential, fixed, steps
    }

    let backoff: Backoff

    func write(to json: inout JSONWriter) {
        json.object { json in
            let (kind, first, longest, steps): (Kind, Duration?, Duration?, [Duration]) =
                switch backoff {
                case .exponential(let first, let longest): (.exponential, first, longest, [])
                case .fixed(let delay): (.fixed, delay, delay, [])
                case .steps(let delays): (.steps, nil, nil, delays)
                }
            json.member("kind", kind)
            json.member("firstSeconds", first?.fractionalSeconds)
            json.member("longestSeconds", longest?.fractionalSeconds)
            json.member("seconds", array: steps.map(\.fractionalSeconds))
        }
    }
}

private struct UniqueAnswer: Sampled {
    let job: JobRecord
    let key: String

    static var sample: Self { Self(job: .sample, key: "welcome") }

    func write(to json: inout JSONWriter) {
        let prefix = "\(job.workspaceID ?? "") \(job.kind) "
        json.object { json in
            json.member("key", key.hasPrefix(prefix) ? String(key.dropFirst(prefix.count)) : key)
            json.member("until", job.uniqueUntil)
        }
    }
}

private struct AttemptAnswer: JSONWritable {
    let attempt: JobAttempt

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("number", attempt.number)
            json.member("worker", attempt.worker)
            json.member("startedAt", attempt.startedAt)
            json.member("endedAt", attempt.endedAt)
            json.member("ending", attempt.ending)
            json.member("error", attempt.error)
            json.member("stack", attempt.stack)
        }
    }
}

private struct LogLineAnswer: JSONWritable {
    let line: JobLogLine

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("at", line.at)
            json.member("level", line.level)
            json.member("text", line.text)
        }
    }
}
