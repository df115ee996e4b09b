/// Decides on traces once they have ended, and keeps those shortly of which nothing is known yet: a step that fails later brings them back.
///
/// Values without I/O or clock; bounded in spans and in time.
struct TailBuffer {
    /// About a second of a busy node; at most two megabytes.
    static let spanLimit = 4_096
    /// How long a part waits for another of its trace, which may be a job behind others.
    static let patience = Duration.seconds(30)
    /// Traces that were slow or failed of late, whose later parts are kept too.
    static let rememberedLimit = 8_192
    /// What may wait for the disk; beyond it a trace is lost and counted.
    static let outputSpanLimit = 8_192

    private struct Waiting {
        let number: UInt64
        let part: TracePart.Ended
        let until: MonotonicTime
    }

    private let sampling: TailSampling
    /// In the order of their ends; `nil` where one was taken out.
    private var waiting: [Waiting?] = []
    private var first = 0
    private var waitingSpans = 0
    /// How many parts of a trace wait: most that fail have none, and must not look through all.
    private var waitingParts: [UInt64: Int] = [:]
    private var kept: Set<UInt64> = []
    private var keptOrder: [UInt64] = []
    private var output: [TracePart.Ended] = []
    private var outputSpans = 0
    private(set) var lostCount = 0

    /// Spans that wait for a decision.
    var waitingCount: Int { waitingSpans }

    init(_ sampling: TailSampling) {
        self.sampling = sampling
    }

    mutating func take(_ part: TracePart.Ended, at now: MonotonicTime) {
        let number = TailSampling.number(of: part.traceID)
        if sampling.isNotable(part) {
            bringBack(number)
            remember(number)
            emit(part)
        } else if kept.contains(number) || sampling.isChosen(number) {
            emit(part)
        } else {
            waiting.append(Waiting(number: number, part: part, until: now + Self.patience))
            waitingSpans += part.spans.count
            waitingParts[number, default: 0] += 1
        }
        forget(at: now)
    }

    /// What is to be stored, and how much was lost since.
    mutating func drain(at now: MonotonicTime) -> (parts: [TracePart.Ended], lost: Int) {
        forget(at: now)
        defer { (output, outputSpans, lostCount) = ([], 0, 0) }
        return (output, lostCount)
    }

    private mutating func emit(_ part: TracePart.Ended) {
        guard outputSpans + part.spans.count <= Self.outputSpanLimit else {
            lostCount += 1
            return
        }
        outputSpans += part.spans.count
        output.append(part)
    }

    private mutating func bringBack(_ number: UInt64) {
        guard waitingParts[number] != nil else { return }
        for index in first..<waiting.count {
            guard let one = waiting[index], one.number == number else { continue }
            leave(one, at: index)
            emit(one.part)
        }
    }

    private mutating func leave(_ one: Waiting, at index: Int) {
        waiting[index] = nil
        waitingSpans -= one.part.spans.count
        let others = (waitingParts[one.number] ?? 1) - 1
        waitingParts[one.number] = others == 0 ? nil : others
    }

    private mutating func remember(_ number: UInt64) {
        guard kept.insert(number).inserted else { return }
        keptOrder.append(number)
        // In halves: taking the first out of an array each time would move all others.
        guard keptOrder.count > Self.rememberedLimit else { return }
        kept.subtract(keptOrder.prefix(Self.rememberedLimit / 2))
        keptOrder.removeFirst(Self.rememberedLimit / 2)
    }

    private mutating func forget(at now: MonotonicTime) {
        while first < waiting.count {
            if let oldest = waiting[first] {
                guard oldest.until <= now || waitingSpans > Self.spanLimit else { break }
                leave(oldest, at: first)
            }
            first += 1
        }
        if first == waiting.count {
            (waiting, first, waitingParts) = ([], 0, [:])
        } else if first > Self.spanLimit {
            waiting.removeFirst(first)
            first = 0
        }
    }
}
