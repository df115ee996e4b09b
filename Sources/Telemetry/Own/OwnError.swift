import Logging
package import Primitives

/// One line of the log that tells of an error.
package struct OwnError: Sendable {
    /// What is shown beside each error, by name; the rest stands under `extra`.
    private static let tagNames: Set<String> = ["traceId", "leadId", "workspaceId", "jobName", "errorCode", "status"]

    let level: Logger.Level
    let message: String
    let logger: String
    let fields: [(name: String, value: String)]
    let file: String
    let function: String
    let line: UInt
    let at: Timestamp

    /// As a report of the node about itself.
    package func event(of project: ErrorProjectID, release: String, environment: String) -> ErrorEvent {
        let error = fields.first { $0.name == "error" }?.value
        let trace = fields.first { $0.name == "traceId" }?.value
        var members: [String: JSONValue] = [
            "level": level == .critical ? "fatal" : "error", "platform": "other", "logger": .string(logger), "release": .string(release),
            "environment": .string(environment), "tags": .object(named { Self.tagNames.contains($0) }),
            "extra": .object(named { !Self.tagNames.contains($0) }),
            "exception": [
                "values": [
                    [
                        "type": .string(message), "value": error.map { .string($0) } ?? .null,
                        "stacktrace": ["frames": [frame]],
                    ]
                ]
            ],
        ]
        if let trace { members["contexts"] = ["trace": ["trace_id": .string(trace)]] }
        let id = EventID.new()
        members["event_id"] = .string(id)
        let clean = Scrubber(keepsAddresses: false).clean(.object(members))
        return ErrorEvent(
            id: id, project: project, json: clean, receivedAt: at, occurredAt: at, items: [],
            // By what went wrong, not only by where: many errors pass through one line of the log.
            givenFingerprint: [logger, message, Fingerprint.withoutNumbers(error ?? "")])
    }

    private var frame: JSONValue {
        ["filename": .string(file), "function": .string(function), "lineno": .integer(Int64(line)), "in_app": true]
    }

    private func named(_ isWanted: (String) -> Bool) -> [String: JSONValue] {
        fields.reduce(into: [:]) { if isWanted($1.name) { $0[$1.name] = .string($1.value) } }
    }
}
