import Primitives

/// What an SDK sent in one request: events and what belongs to them.
package struct SentryEnvelope: Sendable {
    package struct Header: Sendable {
        /// 32 hexadecimal digits.
        let eventID: String?
        let sentAt: Timestamp?
        package let dsn: SentryDSN?

        init(_ value: JSONValue) {
            eventID = value["event_id"]?.string.flatMap(EventID.normalized)
            sentAt = value["sent_at"]?.string.flatMap { Timestamp($0) }
            dsn = value["dsn"]?.string.flatMap { SentryDSN($0) }
        }
    }

    /// What an item is, for counts and limits.
    enum Kind: String, Sendable {
        case event, transaction, session, attachment, checkIn = "check_in", log, clientReport = "client_report", feedback, other

        init(type: String) {
            switch type {
            case "event": self = .event
            case "transaction": self = .transaction
            case "session", "sessions": self = .session
            case "attachment": self = .attachment
            case "check_in": self = .checkIn
            case "log": self = .log
            case "client_report": self = .clientReport
            case "user_report", "feedback": self = .feedback
            default: self = .other
            }
        }
    }

    struct Item: Sendable {
        let kind: Kind
        let filename: String?
        /// How many things it holds: of logs many.
        let count: Int
        var byteCount = 0
        var payload: [UInt8] = []
        /// Whether the payload is all of it.
        var isWhole = true

        init(type: String, header: JSONValue) {
            kind = Kind(type: type)
            filename = header["filename"]?.string.map { $0.singleLine().prefix(utf8: 200) }
            count = Int(clamping: header["item_count"]?.integer.map { min(max($0, 1), 10_000) } ?? 1)
        }

        var isKept: Bool { kind == .event || kind == .clientReport || kind == .attachment || kind == .session }

        var byteLimit: Int {
            switch kind {
            case .event, .transaction, .log, .feedback: EnvelopeReader.Limits.eventBytes
            case .session, .checkIn, .clientReport: EnvelopeReader.Limits.reportBytes
            case .attachment, .other: EnvelopeReader.Limits.envelopeBytes
            }
        }
    }

    let header: Header
    let items: [Item]

    /// An envelope around one event, as the older endpoint is sent it.
    package init(event: [UInt8]) {
        header = Header(.object([:]))
        var item = Item(type: "event", header: .object([:]))
        item.payload = event
        item.byteCount = event.count
        items = [item]
    }

    init(header: Header, items: [Item]) {
        self.header = header
        self.items = items
    }
}

/// The id of an event: 32 hexadecimal digits in lower case.
package enum EventID {
    package static func new() -> String { TraceID().description }

    /// With or without dashes, in any case.
    package static func normalized(_ text: String) -> String? {
        guard text.utf8.count <= 36 else { return nil }
        let digits = text.lowercased().filter { $0 != "-" }
        guard digits.utf8.count == 32, digits.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else { return nil }
        return digits
    }
}
