import Primitives
package import Realtime

/// From where on a room is told.
package enum WatchStart: Sendable, Hashable {
    case now
    /// After a place in the log.
    case after(EventCursor)
    /// What is not older than this, as far as the protocol's replay goes.
    case last(Duration)

    /// - Throws: ``Failure`` `invalidRequest` for texts that are none, or both.
    package init(since: String?, last: String?) throws {
        switch (since, last) {
        case (nil, nil): self = .now
        case (let text?, nil): self = .after(try Self.cursor(text))
        case (nil, let text?): self = .last(try Duration(span: text))
        default: throw Failure(.invalidRequest, "--since and --last exclude each other.")
        }
    }

    /// The number after the last colon is the place; whatever is before it names the history.
    private static func cursor(_ text: String) throws(Failure) -> EventCursor {
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex, let seq = Int64(text[text.index(after: colon)...]), seq >= 0
        else {
            throw Failure(.invalidRequest, "“\(text.singleLine())” is no place in the log. One like EPOCH:812 is wanted, as lines show it.")
        }
        return EventCursor(epoch: String(text[..<colon]), seq: seq)
    }
}
