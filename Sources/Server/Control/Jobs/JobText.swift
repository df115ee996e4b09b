import FoundationEssentials
import JobQueue
import Primitives

/// Jobs and queues as text for people. What a job holds came from outside: whatever could steer a terminal is left out.
enum JobText {
    static func list(_ jobs: [JobLine], now: Timestamp) -> [String] {
        var table = TextTable([
            ("id", .left), ("state", .left), ("queue", .left), ("kind", .left), ("attempt", .right), ("age", .right), ("workspace", .left),
            ("", .left),
        ])
        for job in jobs {
            table.add([
                job.id.description, job.state.words, job.queue, job.kind, "\(job.attempt)/\(job.maxAttempts)", (now - job.createdAt).words,
                job.workspace ?? "-", note(on: job, now: now),
            ])
        }
        return table.lines
    }

    /// The one thing to know of it.
    private static func note(on job: JobLine, now: Timestamp) -> String {
        switch job.state {
        case .scheduled: "in \((job.runAt - now).words)"
        case .waiting: job.held ? "its key is in use" : ""
        case .waitingForChildren: "\(job.waitsFor) not ended"
        case .running:
            if let reason = job.cancelReason {
                "shall stop: \(reason)"
            } else {
                ["\(job.progress) %", job.progressText, job.worker].compactMap { $0 }.joined(separator: "  ")
            }
        case .retrying: "in \((job.runAt - now).words): \(job.error ?? "")"
        case .completed: ""
        case .failed, .cancelled: job.error ?? ""
        }
    }

    static func sheet(_ job: JobSheet) throws -> [String] {
        let line = job.line
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func json(_ value: JSONValue?) throws -> String? { try value.map { String(decoding: try encoder.encode($0), as: UTF8.self) } }
        let members: [(name: String, value: String?)] = [
            ("state", line.held ? "\(line.state.words), its key is in use" : line.state.words),
            ("workspace", line.workspaceId.map { "\(line.workspace ?? "?") (\($0))" } ?? "none, the node's own"),
            ("queue", "\(line.queue), priority \(line.priority)\(line.external ? ", for external workers" : "")"),
            ("attempt", "\(line.attempt) of \(line.maxAttempts), each at most \(Duration.seconds(job.timeoutSeconds).words)"),
            ("progress", [line.progress > 0 ? "\(line.progress) %" : nil, line.progressText].compactMap { $0 }.joined(separator: "  ")),
            ("error", line.error), ("cancelled", line.cancelReason), ("worker", line.worker),
            ("lease until", line.leaseExpiresAt?.description), ("created", line.createdAt.description),
            ("run at", line.runAt.description), ("started", line.startedAt?.description), ("finished", line.finishedAt?.description),
            ("subject", line.subjectId), ("key", line.key), ("unique", job.unique.map { $0.key + ($0.until.map { " until \($0)" } ?? "") }),
            ("trace", line.traceId), ("parent", job.parent.map(relative)), ("arguments", try json(job.arguments)),
            ("result", try json(job.result)),
        ]
        var lines = ["\(line.kind)  \(line.id)".singleLine()]
        for member in members {
            guard let value = member.value?.singleLine(), !value.isEmpty else { continue }
            lines.append("  \(member.name.padded(to: 11))  \(value)")
        }
        lines += section("children", job.children.map { [relative($0)] })
        lines += section("attempts that did not complete it", job.attempts.map(attempt))
        lines += section("log", job.log.map { ["\($0.at)  \($0.level.rawValue.padded(to: 7))  \($0.text)"] })
        return lines
    }

    private static func relative(_ job: JobLine) -> String { "\(job.id)  \(job.state.words)  \(job.kind)" }

    private static func attempt(_ attempt: JobSheet.Attempt) -> [String] {
        let ending = attempt.ending.rawValue.replacing("_", with: " ")
        let first = [
            "\(attempt.number)", "\(attempt.startedAt)", "\(ending) after \((attempt.endedAt - attempt.startedAt).words)", attempt.worker,
            attempt.error,
        ]
        let stack = (attempt.stack ?? "").split(whereSeparator: \.isNewline).map { "     " + String($0).singleLine() }
        return [first.compactMap { $0 }.joined(separator: "  ")] + stack
    }

    /// The first line of an entry is cleaned here, those below it by who made them.
    private static func section(_ title: String, _ entries: [[String]]) -> [String] {
        guard !entries.isEmpty else { return [] }
        return [title] + entries.flatMap { entry in ["  " + (entry.first ?? "").singleLine()] + entry.dropFirst() }
    }

    static func queues(_ queues: [QueueLine], now: Timestamp) -> [String] {
        let states: [JobState] = [.scheduled, .waiting, .waitingForChildren, .running, .retrying, .completed, .failed, .cancelled]
        var table = TextTable(
            [("queue", .left)] + states.map { ($0 == .waitingForChildren ? "children" : $0.words, .right) } + [
                ("oldest", .right), ("in/h", .right), ("out/h", .right), ("wait p50/p95", .right), ("run p50/p95", .right), ("", .left),
            ])
        for queue in queues {
            let hour = queue.lastHour
            table.add(
                [queue.external ? "\(queue.name) (external)" : queue.name] + states.map { "\(queue.jobs($0))" } + [
                    queue.oldestWaitingSince.map { (now - $0).words } ?? "-", hour.map { "\($0.enqueued)" } ?? "?",
                    hour.map { "\($0.ended)" } ?? "?", quantiles(hour?.waitMs), quantiles(hour?.runMs), pause(of: queue),
                ])
        }
        return table.lines
    }

    private static func quantiles(_ quantiles: QueueLine.Quantiles?) -> String {
        guard let quantiles else { return "-" }
        return "\(Duration.milliseconds(quantiles.p50).words) / \(Duration.milliseconds(quantiles.p95).words)"
    }

    static func pause(of queue: QueueLine) -> String {
        if queue.pausedByOperator, !queue.paused { return "paused for the whole node" }
        guard queue.paused else { return "" }
        return "paused" + (queue.pausedUntil.map { " until \($0)" } ?? "")
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
