import Instrumentation
import Primitives
import Synchronization
import Tracing

/// The span of one event's way to its subscribers: from the commit until the last event loop has written it to the last socket.
///
/// There is none where nobody listens, and none outside a trace.
final class FanOut: Sendable {
    private struct State {
        /// Loops that have not delivered, and the one who hands over.
        var pending = 1
        var loops = 0
        var subscribers = 0
    }

    private let span: any Span
    private let state = Mutex(State())

    /// - Parameter context: of the write that appended the event.
    init?(_ type: String, in context: ServiceContext?) {
        guard let context, context.trace != nil else { return nil }
        span = startSpan("event \(type)", context: context, ofKind: .producer)
    }

    /// A loop that is too far behind delivers nothing.
    deinit {
        span.end()
    }

    func posted() {
        state.withLock { state in
            state.pending += 1
            state.loops += 1
        }
    }

    /// Everything was handed over; the loops may be done already.
    func handedOver() { end(adding: 0) }

    func delivered(to subscribers: Int) { end(adding: subscribers) }

    private func end(adding subscribers: Int) {
        let over: State? = state.withLock { state in
            state.pending -= 1
            state.subscribers += subscribers
            return state.pending == 0 ? state : nil
        }
        guard let over else { return }
        span.describe { [loops = over.loops, subscribers = over.subscribers] description in
            description.attributes.set("event.loops", value: .int64(Int64(loops)))
            description.attributes.set("event.subscribers", value: .int64(Int64(subscribers)))
        }
        span.end()
    }
}
