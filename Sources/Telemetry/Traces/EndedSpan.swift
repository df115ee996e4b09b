import Primitives
import Tracing

/// A step that is over.
struct EndedSpan: Sendable {
    typealias Words = @Sendable (inout SpanDescription) -> Void

    let id: SpanID
    let parent: SpanID?
    var name: String
    let kind: SpanKind
    let began: MonotonicTime
    let ended: MonotonicTime
    let isFailed: Bool
    var attributes: SpanAttributes
    /// What else there is to say of it, not yet said.
    var words: Words?

    var microseconds: Int64 { ended - began }

    /// The same with everything said.
    var described: EndedSpan {
        guard let words else { return self }
        var (span, description) = (self, SpanDescription())
        words(&description)
        span.words = nil
        if let name = description.name { span.name = name }
        span.attributes.merge(description.attributes)
        return span
    }
}
