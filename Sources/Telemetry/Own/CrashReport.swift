package import Primitives

/// What a process left behind when it crashed, as Swift's own backtracer writes it, or the few lines of this node's.
package struct CrashReport: Sendable {
    private static let textLimit = 65_536
    private static let frameLimit = 100

    let text: String
    /// When the file was written.
    let at: Timestamp

    package init(text: String, at: Timestamp) {
        self.text = text.prefix(utf8: Self.textLimit)
        self.at = at
    }

    /// As the report of an error that ended the process.
    package func event(of project: ErrorProjectID, release: String, environment: String, receivedAt: Timestamp) -> ErrorEvent {
        let id = EventID.new()
        let json: JSONValue = [
            "event_id": .string(id), "level": "fatal", "platform": "native", "logger": "crash", "release": .string(release),
            "environment": .string(environment), "extra": ["report": .string(text)],
            "exception": [
                "values": [["type": "Crash", "value": .string(reason), "stacktrace": ["frames": .array(frames.reversed().map(\.json))]]]
            ],
        ]
        return ErrorEvent(
            id: id, project: project, json: Scrubber(keepsAddresses: false).clean(json), receivedAt: receivedAt,
            occurredAt: min(at, receivedAt), items: [])
    }

    /// `Bad pointer dereference at 0x…`, without the address.
    private var reason: String {
        let line = text.split(whereSeparator: \.isNewline).first { $0.contains("crashed:") && !$0.hasPrefix("Thread") } ?? "crashed"
        let words = line.split(separator: "crashed:", maxSplits: 1).last ?? line
        let said = String(words).replacing("***", with: "").trimmingSpaces()
        return Fingerprint.withoutNumbers(String(said.split(separator: " at 0x").first ?? ""))
    }

    private struct Frame {
        let function: String
        let place: Substring?

        var json: JSONValue {
            var members: [String: JSONValue] = ["function": .string(function), "in_app": .bool(isOwn)]
            if let place {
                // `/path/file.swift:12:3`
                let parts = place.split(separator: ":")
                members["filename"] = .string(String(parts.first ?? place))
                if parts.count > 1, let line = Int64(parts[1]) { members["lineno"] = .integer(line) }
            }
            return .object(members)
        }

        private var isOwn: Bool { place?.contains("/Sources/") ?? false }
    }

    /// Of the thread that crashed, the innermost first: `0 [ra] 0x… function + 12 in image at file:line:column`.
    private var frames: [Frame] {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("Thread") && $0.contains("crashed") }) else { return [] }
        var frames: [Frame] = []
        for line in lines[lines.index(after: start)...] {
            if line.hasPrefix("Thread") || line.hasPrefix("Registers") || frames.count == Self.frameLimit { break }
            let words = line.split(separator: " ")
            guard words.count > 1, Int(words[0]) != nil, let address = words.firstIndex(where: { $0.hasPrefix("0x") }) else { continue }
            let rest = words[words.index(after: address)...].joined(separator: " ")
            guard !rest.isEmpty else { continue }
            let sides = rest.split(separator: " at /", maxSplits: 1)
            let symbol = String(sides[0].split(separator: " in ").first ?? sides[0])
            let name = symbol.split(separator: " + ").first.map { String($0) } ?? symbol
            frames.append(Frame(function: name, place: sides.count > 1 ? "/" + sides[1] : nil))
        }
        return frames
    }
}
