import Primitives

/// A report as its SDK wrote it, read field by field: a stranger's, so any field may be missing, null or of another type.
struct SentryEvent {
    /// Where a call was.
    struct Frame: Hashable {
        var function: String?
        var module: String?
        var file: String?
        var line: Int?
        var column: Int?
        var isInApp: Bool
        var context: [String]
    }

    struct Exception: Hashable {
        let type: String?
        let value: String?
        let module: String?
        /// The oldest call first.
        let frames: [Frame]
    }

    private static let exceptionLimit = 50
    private static let frameLimit = 250

    let json: JSONValue

    var level: ErrorLevel { json["level"]?.string.flatMap { ErrorLevel(rawValue: $0) } ?? .error }
    var release: String? { line("release", 200) }
    var environment: String { line("environment", 64) ?? "production" }
    var transaction: String? { line("transaction", 200) }
    var platform: String? { line("platform", 64) }
    var logger: String? { line("logger", 200) }
    var traceID: String? { json["contexts"]?["trace"]?["trace_id"]?.string.flatMap(EventID.normalized) }
    var spanID: String? { json["contexts"]?["trace"]?["span_id"]?.string.map { $0.singleLine().prefix(utf8: 32) } }

    /// As it was formatted, for people.
    var message: String? {
        let log = json["logentry"]
        return Self.text(log?["formatted"] ?? .null) ?? Self.text(log?["message"] ?? .null) ?? Self.text(json["message"] ?? .null)
    }

    /// Without what was filled in, where the SDK tells both.
    var messageTemplate: String? { Self.text(json["logentry"]?["message"] ?? .null) ?? Self.text(json["message"] ?? .null) ?? message }

    /// The last one is what was caught; those before are its causes.
    var exceptions: [Exception] {
        Self.values(json["exception"]).prefix(Self.exceptionLimit).map { value in
            Exception(
                type: value["type"]?.string.map { $0.singleLine().prefix(utf8: 200) }, value: Self.text(value["value"] ?? .null),
                module: value["module"]?.string.map { $0.singleLine().prefix(utf8: 200) }, frames: Self.frames(value["stacktrace"]))
        }
    }

    /// Of reports without an exception: where a thread was.
    var threadFrames: [Frame] {
        let threads = Self.values(json["threads"])
        let told = threads.first { $0["crashed"]?.bool == true } ?? threads.first { $0["current"]?.bool == true } ?? threads.first
        return Self.frames(told?["stacktrace"])
    }

    /// By what two reports are of one person; the id of the SDK's user, or the best that stands for it.
    var person: String? {
        let user = json["user"]
        for name in ["id", "email", "username", "ip_address"] {
            switch user?[name] {
            case .string(let text)? where !text.isEmpty && text != Scrubber.filtered: return "\(name):\(text)"
            case .integer(let number)?: return "\(name):\(number)"
            default: continue
            }
        }
        return nil
    }

    /// What the SDK says belongs together.
    var fingerprint: [String] {
        (json["fingerprint"]?.array ?? []).prefix(20).compactMap { part in
            switch part {
            case .string(let text): text
            case .integer(let number): "\(number)"
            default: nil
            }
        }
    }

    /// As an object or as a list of pairs.
    var tags: [(name: String, value: String)] { Self.pairs(json["tags"]) }

    private func line(_ name: String, _ limit: Int) -> String? {
        json[name]?.string.map { $0.singleLine().prefix(utf8: limit) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        case .null: nil
        case .array, .object: String(decoding: JSONWriter.bytes(of: value).prefix(1_000), as: UTF8.self)
        }
    }

    /// `{values: […]}`, a list, or one alone.
    static func values(_ value: JSONValue?) -> [JSONValue] {
        switch value {
        case .array(let values)?: values.filter { $0.object != nil }
        case .object(let members)?:
            if let values = members["values"] { values.array?.filter { $0.object != nil } ?? [] } else { [.object(members)] }
        default: []
        }
    }

    static func pairs(_ value: JSONValue?) -> [(name: String, value: String)] {
        switch value {
        case .object(let members)?:
            members.sorted { $0.key < $1.key }.prefix(100).compactMap { member in text(member.value).map { (member.key, $0) } }
        case .array(let pairs)?:
            pairs.prefix(100).compactMap { pair in
                guard let sides = pair.array, sides.count == 2, let name = sides[0].string, let value = text(sides[1]) else { return nil }
                return (name, value)
            }
        default: []
        }
    }

    private static func frames(_ stacktrace: JSONValue?) -> [Frame] {
        (stacktrace?["frames"]?.array ?? []).suffix(frameLimit).filter { $0.object != nil }.map { frame in
            Frame(
                function: frame["function"]?.string.map { $0.singleLine().prefix(utf8: 300) },
                module: frame["module"]?.string.map { $0.singleLine().prefix(utf8: 300) },
                file: (frame["filename"]?.string ?? frame["abs_path"]?.string).map { $0.singleLine().prefix(utf8: 300) },
                line: number(frame["lineno"]), column: number(frame["colno"]), isInApp: frame["in_app"]?.bool ?? false,
                context: (frame["pre_context"]?.array ?? []).compactMap(\.string) + [frame["context_line"]?.string].compactMap(\.self)
                    + (frame["post_context"]?.array ?? []).compactMap(\.string))
        }
    }

    private static func number(_ value: JSONValue?) -> Int? {
        value?.integer.flatMap { (0...1_000_000_000).contains($0) ? Int($0) : nil }
    }
}

extension SentryEvent {
    /// The frames that say most: the app's own, or all where an SDK does not tell them apart.
    static func telling(_ frames: [Frame]) -> [Frame] {
        let own = frames.filter(\.isInApp)
        return own.isEmpty ? frames : own
    }

    var title: String {
        if let exception = exceptions.last {
            let value = exception.value.map { ": \($0)" } ?? ""
            return ((exception.type ?? "Error") + value).singleLine().prefix(utf8: 300)
        }
        let line = (message ?? "").singleLine().prefix(utf8: 300)
        return line.isEmpty ? "(no message)" : line
    }

    /// Where it happened, in one line.
    var culprit: String? {
        if let frame = Self.telling(exceptions.last?.frames ?? threadFrames).last {
            let place = frame.module ?? frame.file
            return [frame.function, place.map { "in \($0)" }].compactMap(\.self).joined(separator: " ").prefix(utf8: 300)
        }
        return transaction ?? logger
    }
}
