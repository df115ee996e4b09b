package import Primitives

/// A report as it is shown: what its SDK sent, in one shape whatever SDK it was.
package struct EventDetails: Sampled {
    private static let breadcrumbLimit = 100

    let report: StoredReport

    package init(report: StoredReport) {
        self.report = report
    }

    package static var sample: EventDetails { EventDetails(report: .sample) }

    package func write(to json: inout JSONWriter) {
        let whole = report.json
        let event = SentryEvent(json: whole)
        let exceptions = event.exceptions.map(ShownException.init)
        let threads = event.threadFrames
        json.object { json in
            json.member("eventId", report.eventID)
            json.member("receivedAt", report.receivedAt)
            json.member("occurredAt", report.occurredAt)
            json.member("level", event.level)
            json.member("message", event.message)
            json.member(
                "exceptions",
                array: exceptions.isEmpty && !threads.isEmpty
                    ? [ShownException(.init(type: nil, value: nil, module: nil, frames: threads))] : exceptions)
            json.member(
                "breadcrumbs", array: SentryEvent.values(whole["breadcrumbs"]).suffix(Self.breadcrumbLimit).map(ShownBreadcrumb.init))
            json.member("request", ShownRequest(whole["request"]))
            json.member("user", ShownUser(whole["user"]))
            json.member("tags", array: event.tags.map { ShownTag(name: $0.name, value: $0.value) })
            json.member("contexts", json: JSONWriter.bytes(of: whole["contexts"] ?? .null))
            json.member("extra", json: JSONWriter.bytes(of: whole["extra"] ?? .null))
            json.member("release", event.release)
            json.member("environment", event.environment)
            json.member("transaction", event.transaction)
            json.member("platform", event.platform)
            json.member("traceId", event.traceID)
            json.member("spanId", event.spanID)
            json.member("sdk", whole["sdk"]?["name"]?.string.map { "\($0) \(whole["sdk"]?["version"]?.string ?? "")".trimmingSpaces() })
            json.member("attachments", array: report.attachments)
        }
    }
}

struct ShownException: Sampled {
    let exception: SentryEvent.Exception

    init(_ exception: SentryEvent.Exception) {
        self.exception = exception
    }

    static var sample: ShownException {
        ShownException(
            .init(
                type: "TypeError", value: "undefined is not a function", module: "builtins",
                frames: [
                    .init(
                        function: "render", module: "page", file: "src/page.tsx", line: 12, column: 4, isInApp: true,
                        context: ["  return items.map(show)"])
                ]))
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("type", exception.type)
            json.member("value", exception.value)
            json.member("module", exception.module)
            json.member("frames", array: exception.frames.map(ShownFrame.init))
        }
    }
}

struct ShownFrame: Sampled {
    let frame: SentryEvent.Frame

    init(_ frame: SentryEvent.Frame) {
        self.frame = frame
    }

    static var sample: ShownFrame { ShownException.sample.exception.frames.map(ShownFrame.init)[0] }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("function", frame.function)
            json.member("module", frame.module)
            json.member("file", frame.file)
            json.member("line", frame.line)
            json.member("column", frame.column)
            json.member("inApp", frame.isInApp)
            json.member("context", array: frame.context.prefix(21))
        }
    }
}

struct ShownBreadcrumb: Sampled {
    let value: JSONValue

    static var sample: ShownBreadcrumb {
        ShownBreadcrumb(value: ["timestamp": 1_767_225_600, "category": "ui.click", "level": "info", "message": "button", "data": ["a": 1]])
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("at", EventTime.told(value["timestamp"]))
            json.member("category", value["category"]?.string ?? value["type"]?.string)
            json.member("level", value["level"]?.string)
            json.member("message", SentryEvent.text(value["message"] ?? .null))
            json.member("data", json: JSONWriter.bytes(of: value["data"] ?? .null))
        }
    }
}

struct ShownRequest: Sampled {
    let value: JSONValue

    init?(_ value: JSONValue?) {
        guard let value, value.object != nil else { return nil }
        self.value = value
    }

    private init(known value: JSONValue) {
        self.value = value
    }

    static var sample: ShownRequest {
        ShownRequest(known: ["url": "https://shop.example/cart", "method": "GET", "headers": ["User-Agent": "Mozilla/5.0"]])
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("url", value["url"]?.string)
            json.member("method", value["method"]?.string)
            json.member("query", SentryEvent.text(value["query_string"] ?? .null))
            json.member("headers", array: SentryEvent.pairs(value["headers"]).map { ShownTag(name: $0.name, value: $0.value) })
        }
    }
}

struct ShownUser: Sampled {
    let value: JSONValue

    init?(_ value: JSONValue?) {
        guard let value, value.object != nil else { return nil }
        self.value = value
    }

    private init(known value: JSONValue) {
        self.value = value
    }

    static var sample: ShownUser {
        ShownUser(known: ["id": "17", "email": "camille@example.com", "username": "camille", "ip_address": "192.0.2.1"])
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", SentryEvent.text(value["id"] ?? .null))
            json.member("email", value["email"]?.string)
            json.member("username", value["username"]?.string)
            json.member("ipAddress", value["ip_address"]?.string)
        }
    }
}

/// A name and a value: tags, headers.
struct ShownTag: Sampled {
    let name: String
    let value: String

    static var sample: ShownTag { ShownTag(name: "browser", value: "Firefox 140") }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", name)
            json.member("value", value)
        }
    }
}

/// A file that was sent with a report; its bytes are not kept.
struct ShownAttachment: Sampled {
    /// Its place among what the report was sent with; by it the bytes are asked for.
    let number: Int
    let name: String?
    let byteCount: Int64
    let isKept: Bool

    private init(number: Int, name: String?, byteCount: Int64, isKept: Bool) {
        self.number = number
        self.name = name
        self.byteCount = byteCount
        self.isKept = isKept
    }

    init?(_ item: JSONValue, number: Int, isKept: Bool) {
        guard item["type"] == "attachment" else { return nil }
        self.init(number: number, name: item["name"]?.string, byteCount: item["size"]?.integer ?? 0, isKept: isKept)
    }

    static var sample: ShownAttachment { ShownAttachment(number: 1, name: "screenshot.png", byteCount: 20_480, isKept: true) }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("number", number)
            json.member("name", name)
            json.member("bytes", byteCount)
            json.member("kept", isKept)
        }
    }
}
