import Foundation
import Testing

@testable import Realtime

struct EventPageTests {
    private static let tables = "\n## Tables"

    /// Run with `UPDATE_DOCS=1` to write the page anew. What follows the heading of the tables is another test's.
    @Test func `The page of events is what the registry says`() throws {
        let file = URL(filePath: FileManager.default.currentDirectoryPath + "/docs/events.md")
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            let old = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            let tables = old.firstRange(of: Self.tables).map { old[$0.lowerBound...] } ?? ""
            try Data((Self.page + tables).utf8).write(to: file)
        }
        let page = try String(contentsOf: file, encoding: .utf8)
        let events = page.prefix(upTo: page.firstRange(of: Self.tables)?.lowerBound ?? page.endIndex)
        #expect(events == Self.page)
    }

    private static var page: String {
        """
        # Events

        Every type of event that a room may hear, written by a test from the registry in `Sources/Realtime/Events/EventType.swift`; the test
        fails when this page says anything else. How events travel, and in which envelope: [realtime.md](realtime.md).

        | type | kept | rooms | sent by | when |
        |---|---|---|---|---|
        \(EventType.allCases.map(row).joined(separator: "\n"))

        A durable event is stored with the write that caused it and replayed; an ephemeral one is of its moment. An id is a UUID in lower
        case, a moment is ISO 8601 in UTC with milliseconds. Names are compared without regard to case.

        ## Payloads

        Members may be added, never renamed or removed: ignore those that you do not know.

        \(EventType.allCases.map(payload).joined(separator: "\n\n"))

        """
    }

    private static func row(_ type: EventType) -> String {
        let cells = [
            "`\(type.rawValue)`", type.isDurable ? "durable" : "ephemeral", type.rooms.map(\.rawValue).joined(separator: ", "),
            type.mayClientsSend ? "members who may broadcast" : "the node", type.occasion,
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    private static func payload(_ type: EventType) -> String {
        if type.fields.isEmpty { return "### `\(type.rawValue)`\n\nAn object of the sender's own." }
        let rows = type.fields.map { "| `\($0.name)` | \($0.type) |" }
        return "### `\(type.rawValue)`\n\n| member | holds |\n|---|---|\n" + rows.joined(separator: "\n")
    }
}
