package import Primitives
import Synchronization
package import Tracing

/// A step under way. Once it is over it belongs to its part of the trace, and changes no more.
package final class RecordedSpan: DescribedSpan {
    private struct State {
        var name: String
        var attributes: SpanAttributes = [:]
        var words: EndedSpan.Words?
        var isFailed = false
        var isOver = false
    }

    /// Where the step is written down; `nil` for one outside every trace.
    struct Place: Sendable {
        let part: TracePart
        let id: SpanID
        let parent: SpanID?
        let book: TraceBook
    }

    package let context: ServiceContext
    private let place: Place?
    private let kind: SpanKind
    private let began: MonotonicTime
    private let state: Mutex<State>

    init(_ name: String, kind: SpanKind, context: ServiceContext, place: Place?, began: MonotonicTime) {
        self.context = context
        self.place = place
        self.kind = kind
        self.began = began
        state = Mutex(State(name: name))
        place?.part.open()
    }

    package var isRecording: Bool { place != nil }

    package var operationName: String {
        get { state.withLock { $0.name } }
        set { state.withLock { $0.name = newValue } }
    }

    package var attributes: SpanAttributes {
        get { state.withLock { $0.attributes } }
        set { state.withLock { $0.attributes = newValue } }
    }

    package func describe(ifKept words: @escaping @Sendable (inout SpanDescription) -> Void) {
        state.withLock { state in
            guard let earlier = state.words else { return state.words = words }
            state.words = { description in
                earlier(&description)
                words(&description)
            }
        }
    }

    package func setStatus(_ status: SpanStatus) {
        state.withLock { $0.isFailed = status.code == .error }
    }

    /// The error stands in the span; events of their own are for log lines, which carry the span's id.
    package func recordError<Instant: TracerInstant>(_ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant)
    {
        guard place != nil else { return }
        let text = Redaction.redacted("\(error)")
        state.withLock { $0.attributes.set("error.message", value: .string(text)) }
    }

    package func addEvent(_ event: SpanEvent) {}
    package func addLink(_ link: SpanLink) {}

    package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        guard let place else { return }
        let span: EndedSpan? = state.withLock { state in
            guard !state.isOver else { return nil }
            state.isOver = true
            return EndedSpan(
                id: place.id, parent: place.parent, name: state.name, kind: kind, began: began, ended: place.book.now(),
                isFailed: state.isFailed, attributes: state.attributes, words: state.words)
        }
        if let span, let ended = place.part.end(span) { place.book.take(ended) }
    }
}
