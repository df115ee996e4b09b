import Primitives
import Tracing

/// A step that is over.
struct EndedSpan: Sendable {
    let id: SpanID
    let parent: SpanID?
    let name: String
    let kind: SpanKind
    let began: MonotonicTime
    let ended: MonotonicTime
    let isFailed: Bool
    let attributes: SpanAttributes

    var microseconds: Int64 { ended - began }
}
