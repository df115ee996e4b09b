import Crypto
import JobQueue
import NIOCore
import Primitives
import Realtime

/// Orders become drafts: every bound, with the fault that names it.
extension JobOrder {
    package static let maxAttempts: ClosedRange<Int64> = 1...100
    /// A day; work that takes longer is better cut into several jobs.
    package static let timeoutSeconds: ClosedRange<Int64> = 1...86_400
    /// How far ahead a job may be laid.
    package static let longestDelay = Duration.days(3_650)
    /// The longest pause between two attempts.
    package static let longestBackoff = Duration.days(7)
    /// How long a uniqueness may outlast its job.
    package static let periodSeconds: ClosedRange<Double> = 1...31_536_000
    package static let keyConcurrency: ClosedRange<Int64> = 1...1_000
    package static let intervalSeconds: ClosedRange<Double> = 0.001...86_400
    package static let nameByteLimit = 200
    package static let subjectByteLimit = 64

    /// What the drafts of one call share.
    struct Circumstances {
        let workspaceID: String
        let traceID: TraceID
        let own: OwnWork
        let now: Timestamp
    }

    /// A job alone, without children.
    func draft(_ circumstances: Circumstances, _ faults: inout [FieldFault]) -> JobDraft {
        let kind = self.kind ?? ""
        let isNoop = kind == Noop.kind
        if self.kind == nil {
            note("/kind", "This is missing.", &faults)
        } else if !WorkName.isGood(kind) {
            note("/kind", WorkName.rule, &faults)
        } else if circumstances.own.kinds.contains(kind), !isNoop {
            note("/kind", "The node runs \(kind) itself, as part of what it is for; it can't be asked for here.", &faults)
        }
        let queue = QueueName(self.queue ?? kind)
        if let name = self.queue, !WorkName.isGood(name) {
            note("/queue", WorkName.rule, &faults)
        } else if isNoop ? queue != Noop.queue : circumstances.own.queues.contains(queue), self.kind != nil {
            note("/queue", isNoop ? "noop waits in its own queue: leave this out." : "The node runs the queue \(queue) itself.", &faults)
        }

        var draft = JobDraft(kind: kind, queue: queue, trace: circumstances.traceID)
        draft.isExternal = !isNoop
        draft.workspaceID = circumstances.workspaceID
        if let arguments {
            if arguments.utf8.count > JobDraft.argumentLimit { note("/arguments", "At most \(JobDraft.argumentLimit) bytes.", &faults) }
            draft.arguments = arguments
        }
        if let priority {
            if !JobDraft.priorities.contains(Int(clamping: priority)) { note("/priority", "0 (first) to 9 (last).", &faults) }
            draft.priority = Int(clamping: priority)
        }
        draft.runAt = start(at: circumstances.now, &faults)
        if let maxAttempts {
            check(maxAttempts, Self.maxAttempts, "/maxAttempts", &faults)
            draft.maxAttempts = Int(clamping: maxAttempts)
        }
        if let timeoutSeconds {
            check(timeoutSeconds, Self.timeoutSeconds, "/timeoutSeconds", &faults)
            draft.timeout = .seconds(timeoutSeconds)
        }
        if let backoff { draft.backoff = accepted(backoff, &faults) }
        if let unique { draft.uniqueness = accepted(unique, &faults) }
        if let key { draft.limitKey = accepted(key, &faults) }
        if let subjectID {
            if !isName(subjectID, Self.subjectByteLimit) { note("/subjectId", "1 to \(Self.subjectByteLimit) bytes on one line.", &faults) }
            draft.subjectID = subjectID
        }
        return draft
    }

    /// A job with what it waits for.
    func tree(_ circumstances: Circumstances, depth: Int = 1, _ faults: inout [FieldFault]) -> JobTree {
        let draft = draft(circumstances, &faults)
        if depth > 1, unique != nil { note("/unique", "Children have none: a flow is there whole or not at all.", &faults) }
        if !children.isEmpty, depth == 1, let uniqueness = draft.uniqueness, uniqueness.onConflict != .reject {
            note("/unique/onConflict", "A job with children takes reject alone.", &faults)
        }
        if depth == JobTree.depthLimit, !children.isEmpty {
            note("/children", "At most \(JobTree.depthLimit) levels, the first included.", &faults)
            return JobTree(draft)
        }
        return JobTree(
            draft, children: children.map { $0.tree(circumstances, depth: depth + 1, &faults) },
            onChildFailure: word(onChildFailure, "/onChildFailure", .fail, &faults))
    }

    // MARK: Parts

    private func start(at now: Timestamp, _ faults: inout [FieldFault]) -> Timestamp? {
        if delaySeconds != nil, runAt != nil { note("/runAt", "Either delaySeconds or runAt.", &faults) }
        let limit = Self.longestDelay
        if let runAt {
            if runAt > now + limit { note("/runAt", "At most \(limit.components.seconds / 86_400) days ahead.", &faults) }
            return runAt
        }
        guard let delaySeconds else { return nil }
        guard delaySeconds >= 0, delaySeconds <= Double(limit.components.seconds) else {
            note("/delaySeconds", "0 to \(limit.components.seconds).", &faults)
            return nil
        }
        return now + .seconds(delaySeconds)
    }

    private func accepted(_ backoff: Backoff, _ faults: inout [FieldFault]) -> JobQueue.Backoff {
        let longest = Self.longestBackoff.components.seconds
        func duration(_ seconds: Double?, _ name: String) -> Duration? {
            guard let seconds else { return nil }
            guard seconds >= 0, seconds <= Double(longest) else {
                note("/backoff/\(name)", "0 to \(longest).", &faults)
                return nil
            }
            return .seconds(seconds)
        }
        func refuse(_ value: Any?, _ name: String) {
            if value != nil { note("/backoff/\(name)", "This does not belong to the kind \(backoff.kind ?? "").", &faults) }
        }
        let first = duration(backoff.firstSeconds, "firstSeconds")
        switch backoff.kind {
        case "exponential":
            refuse(backoff.seconds, "seconds")
            let first = first ?? .seconds(1)
            let last = duration(backoff.longestSeconds, "longestSeconds") ?? max(first, .seconds(600))
            if last < first { note("/backoff/longestSeconds", "At least firstSeconds.", &faults) }
            return .exponential(first: first, longest: last)
        case "fixed":
            refuse(backoff.seconds, "seconds")
            if backoff.firstSeconds == nil { note("/backoff/firstSeconds", "This is missing.", &faults) }
            if let last = backoff.longestSeconds, last != backoff.firstSeconds {
                note("/backoff/longestSeconds", "A fixed pause has only firstSeconds.", &faults)
            }
            return .fixed(first ?? .seconds(1))
        case "steps":
            refuse(backoff.firstSeconds, "firstSeconds")
            refuse(backoff.longestSeconds, "longestSeconds")
            let seconds = backoff.seconds ?? []
            guard (1...JobQueue.Backoff.stepLimit).contains(seconds.count) else {
                note("/backoff/seconds", "1 to \(JobQueue.Backoff.stepLimit) pauses in seconds.", &faults)
                return .standard
            }
            return .steps(seconds.enumerated().map { duration($1, "seconds/\($0)") ?? .zero })
        default:
            note("/backoff/kind", "One of exponential, fixed, steps.", &faults)
            return .standard
        }
    }

    private func accepted(_ unique: Unique, _ faults: inout [FieldFault]) -> Uniqueness {
        if let key = unique.key, !isName(key, Self.nameByteLimit) {
            note("/unique/key", "1 to \(Self.nameByteLimit) bytes on one line.", &faults)
        }
        var span = Uniqueness.Span.whileActive
        if let word = unique.whileWord, word != "active" { note("/unique/while", "active, or leave it out for periodSeconds.", &faults) }
        if let seconds = unique.periodSeconds {
            if unique.whileWord != nil { note("/unique/periodSeconds", "Either while or periodSeconds.", &faults) }
            if Self.periodSeconds.contains(seconds) {
                span = .within(.seconds(seconds))
            } else {
                note("/unique/periodSeconds", "\(Int(Self.periodSeconds.lowerBound)) to \(Int(Self.periodSeconds.upperBound)).", &faults)
            }
        }
        return Uniqueness(
            key: unique.key ?? sameness, span: span, onConflict: word(unique.onConflict, "/unique/onConflict", .reject, &faults))
    }

    /// The same for the same arguments, however their members are sorted and spaced.
    private var sameness: String {
        let text = arguments ?? "{}"
        return Hex.encode(SHA256.hash(data: JSONSlice(ByteBuffer(string: text))?.canonicalBytes ?? Array(text.utf8)))
    }

    private func accepted(_ key: Key, _ faults: inout [FieldFault]) -> LimitKey? {
        guard let name = key.name, isName(name, Self.nameByteLimit) else {
            note("/key/name", "1 to \(Self.nameByteLimit) bytes on one line.", &faults)
            return nil
        }
        if let concurrency = key.concurrency { check(concurrency, Self.keyConcurrency, "/key/concurrency", &faults) }
        if let seconds = key.intervalSeconds, !Self.intervalSeconds.contains(seconds) {
            note("/key/intervalSeconds", "0.001 to \(Int(Self.intervalSeconds.upperBound)).", &faults)
            return nil
        }
        if key.concurrency == nil, key.intervalSeconds == nil {
            note("/key", "It limits nothing without concurrency or intervalSeconds.", &faults)
        }
        return LimitKey(
            name, scope: .workspace, concurrency: key.concurrency.map { Int(clamping: $0) },
            interval: key.intervalSeconds.map { .seconds($0) })
    }

    private func word<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String?, _ place: String, _ standard: Word, _ faults: inout [FieldFault]
    ) -> Word {
        guard let text else { return standard }
        guard let word = Word(rawValue: text) else {
            note(place, "One of \(Word.allCases.map(\.rawValue).joined(separator: ", ")).", &faults)
            return standard
        }
        return word
    }

    private func isName(_ text: String, _ limit: Int) -> Bool { !text.isEmpty && text.utf8.count <= limit && text == text.singleLine() }

    private func check(_ value: Int64, _ range: ClosedRange<Int64>, _ place: String, _ faults: inout [FieldFault]) {
        if !range.contains(value) { note(place, "\(range.lowerBound) to \(range.upperBound).", &faults) }
    }

    private func note(_ place: String, _ message: String, _ faults: inout [FieldFault]) {
        faults.append(FieldFault(pointer + place, message))
    }
}
