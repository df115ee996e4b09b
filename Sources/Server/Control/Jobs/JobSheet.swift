import FoundationEssentials
package import JobQueue
package import Primitives

/// One job with all that is known of it; in JSON the members of its line stand beside the others, as in the API.
package struct JobSheet: Sendable {
    package struct Attempt: Codable, Sendable {
        package let number: Int
        package let worker: String?
        package let startedAt: Timestamp
        package let endedAt: Timestamp
        package let ending: JobAttempt.Ending
        package let error: String?
        package let stack: String?
    }

    package struct LogLine: Codable, Sendable {
        package let at: Timestamp
        package let level: JobLogLine.Level
        package let text: String
    }

    package struct Backoff: Codable, Sendable {
        package let kind: String
        package let firstSeconds: Double?
        package let longestSeconds: Double?
        /// One for each failed attempt.
        package let seconds: [Double]?

        init(_ backoff: JobQueue.Backoff) {
            switch backoff {
            case .exponential(let first, let longest):
                (kind, firstSeconds, longestSeconds, seconds) = ("exponential", first.fractionalSeconds, longest.fractionalSeconds, nil)
            case .fixed(let delay):
                (kind, firstSeconds, longestSeconds, seconds) = ("fixed", delay.fractionalSeconds, delay.fractionalSeconds, nil)
            case .steps(let delays): (kind, firstSeconds, longestSeconds, seconds) = ("steps", nil, nil, delays.map(\.fractionalSeconds))
            }
        }
    }

    package struct Unique: Codable, Sendable {
        package let key: String
        /// Absent while it is unique until it has ended.
        package let until: Timestamp?
    }

    package let line: JobLine
    package let arguments: JSONValue
    package let result: JSONValue?
    package let timeoutSeconds: Double
    package let backoff: Backoff
    package let unique: Unique?
    package let attempts: [Attempt]
    package let parent: JobLine?
    package let children: [JobLine]
    package let log: [LogLine]

    init(_ whole: Jobs.Whole, names: [String: String]) throws {
        line = JobLine(whole.job, names: names)
        arguments = try Self.value(whole.job.arguments)
        result = try whole.job.result.map(Self.value)
        timeoutSeconds = whole.job.timeout.fractionalSeconds
        backoff = Backoff(whole.job.backoff)
        let uniquePrefix = "\(whole.job.workspaceID ?? "") \(whole.job.kind) "
        unique = whole.job.uniqueKey.map { key in
            Unique(key: key.hasPrefix(uniquePrefix) ? String(key.dropFirst(uniquePrefix.count)) : key, until: whole.job.uniqueUntil)
        }
        attempts = whole.attempts.map { attempt in
            Attempt(
                number: attempt.number, worker: attempt.worker, startedAt: attempt.startedAt, endedAt: attempt.endedAt,
                ending: attempt.ending, error: attempt.error, stack: attempt.stack)
        }
        parent = whole.parent.map { JobLine($0, names: names) }
        children = whole.children.map { JobLine($0, names: names) }
        log = whole.log.map { LogLine(at: $0.at, level: $0.level, text: $0.text) }
    }

    private static func value(_ json: String) throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)) }
}

extension JobSheet: Codable {
    private enum Key: String, CodingKey {
        case arguments, result, timeoutSeconds, backoff, unique, attempts, parent, children, log
    }

    package init(from decoder: any Decoder) throws {
        line = try JobLine(from: decoder)
        let members = try decoder.container(keyedBy: Key.self)
        arguments = try members.decode(JSONValue.self, forKey: .arguments)
        result = try members.decodeIfPresent(JSONValue.self, forKey: .result)
        timeoutSeconds = try members.decode(Double.self, forKey: .timeoutSeconds)
        backoff = try members.decode(Backoff.self, forKey: .backoff)
        unique = try members.decodeIfPresent(Unique.self, forKey: .unique)
        attempts = try members.decode([Attempt].self, forKey: .attempts)
        parent = try members.decodeIfPresent(JobLine.self, forKey: .parent)
        children = try members.decode([JobLine].self, forKey: .children)
        log = try members.decode([LogLine].self, forKey: .log)
    }

    package func encode(to encoder: any Encoder) throws {
        try line.encode(to: encoder)
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(arguments, forKey: .arguments)
        try members.encodeIfPresent(result, forKey: .result)
        try members.encode(timeoutSeconds, forKey: .timeoutSeconds)
        try members.encode(backoff, forKey: .backoff)
        try members.encodeIfPresent(unique, forKey: .unique)
        try members.encode(attempts, forKey: .attempts)
        try members.encodeIfPresent(parent, forKey: .parent)
        try members.encode(children, forKey: .children)
        try members.encode(log, forKey: .log)
    }
}
