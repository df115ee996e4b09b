import JobQueue
import Primitives

/// A job with all that is known of it.
struct WholeJobAnswer: JSONWritable {
    let whole: Jobs.Whole

    func write(to json: inout JSONWriter) {
        let job = whole.job
        json.object { json in
            ShortJobAnswer(job).writeMembers(to: &json)
            json.member("arguments", json: job.arguments.utf8)
            // `null` is a result, too.
            if let result = job.result { json.member("result", json: result.utf8) }
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
    let backoff: Backoff

    func write(to json: inout JSONWriter) {
        json.object { json in
            switch backoff {
            case .exponential(let first, let longest):
                json.member("kind", "exponential")
                json.member("firstSeconds", first.fractionalSeconds)
                json.member("longestSeconds", longest.fractionalSeconds)
            case .fixed(let delay):
                json.member("kind", "fixed")
                json.member("firstSeconds", delay.fractionalSeconds)
                json.member("longestSeconds", delay.fractionalSeconds)
            case .steps(let delays):
                json.member("kind", "steps")
                json.member("seconds", array: delays.map(\.fractionalSeconds))
            }
        }
    }
}

private struct UniqueAnswer: JSONWritable {
    let job: JobRecord
    let key: String

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
            json.member("ending", attempt.ending.rawValue)
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
