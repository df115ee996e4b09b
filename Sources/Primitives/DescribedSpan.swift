package import Tracing

/// What a step is about, put together when it is stored.
package struct SpanDescription {
    /// In place of the name that it began with.
    package var name: String?
    package var attributes: SpanAttributes = [:]

    package init() {}
}

/// A span that asks what it is about only if it is kept: of twenty traces nineteen are not.
package protocol DescribedSpan: Span {
    /// - Parameter words: called on any thread, up to half a minute after the end of the span, or never. What it captures waits as long, so it
    ///   takes texts and numbers along, not the things that have them.
    func describe(ifKept words: @escaping @Sendable (inout SpanDescription) -> Void)
}

extension Span {
    /// Says what the step is about: later and only if it is kept, where its tracer can wait, and at once otherwise.
    package func describe(_ words: @escaping @Sendable (inout SpanDescription) -> Void) {
        if let span = self as? any DescribedSpan { return span.describe(ifKept: words) }
        var description = SpanDescription()
        words(&description)
        if let name = description.name { operationName = name }
        updateAttributes { $0.merge(description.attributes) }
    }
}
