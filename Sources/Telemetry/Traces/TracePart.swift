import Primitives
import Synchronization

/// What one request or one attempt of a job adds to a trace: the steps of this process between one beginning and its end.
///
/// Spans find it by their context and add themselves, so that nothing is shared between two requests.
package final class TracePart: Sendable {
    /// A loop that makes spans must not fill the memory; those beyond are counted.
    static let spanLimit = 500
    /// A request and its write, with room for what else there may be.
    private static let usualCount = 4

    private struct State {
        var open = 0
        var spans: [EndedSpan] = []
        /// Where the root stands among them, once it is over.
        var root: Int?
        var left = 0
        var isFailed = false
    }

    let traceID: TraceID
    /// The span that all others are steps of.
    let rootID: SpanID
    /// One reading of the time of day; the moments of all spans follow from it by the clock that nobody sets, and so keep their order.
    let startedAt: Timestamp
    let began: MonotonicTime
    private let state = Mutex(State())

    init(traceID: TraceID, rootID: SpanID, startedAt: Timestamp, began: MonotonicTime) {
        self.traceID = traceID
        self.rootID = rootID
        self.startedAt = startedAt
        self.began = began
    }

    func open() {
        state.withLock { $0.open += 1 }
    }

    /// - Returns: what is there when this was the last span that was open; one that begins later begins a new list.
    func end(_ span: EndedSpan) -> Ended? {
        state.withLock { state in
            if state.spans.isEmpty { state.spans.reserveCapacity(Self.usualCount) }
            if span.id == rootID { state.root = state.spans.count }
            if state.spans.count < Self.spanLimit || span.id == rootID { state.spans.append(span) } else { state.left += 1 }
            state.isFailed = state.isFailed || span.isFailed
            state.open -= 1
            guard state.open == 0 else { return nil }
            defer { (state.spans, state.root, state.left, state.isFailed) = ([], nil, 0, false) }
            return Ended(
                part: self, spans: state.spans, isFailed: state.isFailed, rootIndex: state.root ?? state.spans.count - 1,
                leftCount: state.left)
        }
    }

    /// A part whose spans are all over.
    struct Ended: Sendable {
        let part: TracePart
        let spans: [EndedSpan]
        /// Also by a span that was one too many.
        let isFailed: Bool
        private let rootIndex: Int
        /// How many spans were too many.
        let leftCount: Int

        fileprivate init(part: TracePart, spans: [EndedSpan], isFailed: Bool, rootIndex: Int, leftCount: Int) {
            self.part = part
            self.spans = spans
            self.isFailed = isFailed
            self.rootIndex = rootIndex
            self.leftCount = leftCount
        }

        /// What the others were steps of; of what came behind it, the last.
        var root: EndedSpan { spans[rootIndex] }
        var traceID: TraceID { part.traceID }

        /// The same with everything said of its spans.
        var described: Ended {
            Ended(part: part, spans: spans.map(\.described), isFailed: isFailed, rootIndex: rootIndex, leftCount: leftCount)
        }

        func startedAt(_ span: EndedSpan) -> Timestamp {
            part.startedAt + .microseconds(span.began - part.began)
        }
    }
}
