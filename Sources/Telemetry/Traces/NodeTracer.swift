package import Instrumentation
import Primitives
package import Tracing

/// The node's own back end of swift-distributed-tracing.
///
/// Only requests and jobs (`server`, `consumer`) begin a part of a trace. Everything else is a step of one, or nothing: what the node does by
/// itself, its telemetry above all, leaves no trace.
package struct NodeTracer: Tracer {
    private let book: TraceBook

    package init(book: TraceBook) {
        self.book = book
    }

    package func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> ServiceContext, ofKind kind: SpanKind, at instant: @autoclosure () -> Instant,
        function: String, file fileID: String, line: UInt
    ) -> RecordedSpan {
        var context = context()
        let above = context.trace
        let began = book.now()
        let id = SpanID()
        let part: TracePart
        if let open = above?.keeping as? TracePart {
            part = open
        } else if kind == .server || kind == .consumer {
            part = TracePart(traceID: above?.traceID ?? TraceID(), rootID: id, startedAt: book.clock.now(), began: began)
        } else {
            return RecordedSpan(operationName, kind: kind, context: context, place: nil, began: began)
        }
        let place = RecordedSpan.Place(part: part, id: id, parent: above?.spanID, book: book)
        context.trace = TraceContext(traceID: part.traceID, spanID: id, state: above?.state, keeping: part)
        return RecordedSpan(operationName, kind: kind, context: context, place: place, began: began)
    }

    package func forceFlush() {}

    package func inject<Carrier, Inject: Injector>(_ context: ServiceContext, into carrier: inout Carrier, using injector: Inject)
    where Inject.Carrier == Carrier {
        guard let trace = context.trace else { return }
        injector.inject(trace.traceparent, forKey: "traceparent", into: &carrier)
        if let state = trace.state { injector.inject(state, forKey: "tracestate", into: &carrier) }
    }

    package func extract<Carrier, Extract: Extractor>(_ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract)
    where Extract.Carrier == Carrier {
        guard let text = extractor.extract(key: "traceparent", from: carrier) else { return }
        context.trace = TraceContext(traceparent: text, state: extractor.extract(key: "tracestate", from: carrier))
    }
}
