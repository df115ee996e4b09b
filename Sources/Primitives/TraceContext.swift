package import Instrumentation

/// A place in a trace: which story, and which step of it. What `traceparent` and `tracestate` carry (W3C Trace Context §3).
///
/// The flags are not kept: whether a trace is stored is decided when it has ended, and what a stranger wishes decides nothing.
package struct TraceContext: Sendable {
    /// The most of a `tracestate` that has to be passed on (§3.3.1.5); a longer one is left out, as is one that could not stand in a header.
    private static let stateLimit = 512

    package let traceID: TraceID
    /// `nil` where the story has begun and no step of it.
    package let spanID: SpanID?
    /// What other systems said of the trace, passed on to those that are called.
    package let state: String?
    /// What the tracer that opened the place keeps with it: no part of which place it is.
    package let keeping: (any AnyObject & Sendable)?

    package init(traceID: TraceID = TraceID(), spanID: SpanID?, state: String? = nil, keeping: (any AnyObject & Sendable)? = nil) {
        self.traceID = traceID
        self.spanID = spanID
        self.state = state
        self.keeping = keeping
    }

    /// `nil` for a `traceparent` that is malformed or of a version that can't be read.
    package init?(traceparent: String, state: String? = nil) {
        guard let traceID = TraceID(traceparent: traceparent) else { return nil }
        let parent = traceparent.utf8.dropFirst(36).prefix(16)
        guard let spanID = SpanID(String(Substring(parent))) else { return nil }
        let isFit = state.map { $0.utf8.count <= Self.stateLimit && $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } } ?? false
        self.init(traceID: traceID, spanID: spanID, state: isFit ? state : nil)
    }

    /// The header for whoever is called from here.
    package var traceparent: String { "00-\(traceID)-\(spanID ?? SpanID())-01" }
}

extension TraceContext: Hashable {
    package static func == (left: Self, right: Self) -> Bool {
        left.traceID == right.traceID && left.spanID == right.spanID && left.state == right.state
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(traceID)
        hasher.combine(spanID)
        hasher.combine(state)
    }
}

extension ServiceContext {
    /// Where the task is; `nil` outside every trace.
    package var trace: TraceContext? {
        get { self[TraceContextKey.self] }
        set { self[TraceContextKey.self] = newValue }
    }
}

private enum TraceContextKey: ServiceContextKey {
    typealias Value = TraceContext
}
