import Foundation
import JobQueue
import Testing

struct JobPageTests {
    private static let marks = (open: "<!-- states -->\n", close: "<!-- /states -->")

    /// Run with `UPDATE_DOCS=1` to write the table anew.
    @Test func `The page's table of states is what the code decides`() throws {
        let path = FileManager.default.currentDirectoryPath + "/docs/jobs.md"
        let page = try String(contentsOfFile: path, encoding: .utf8)
        let open = try #require(page.range(of: Self.marks.open))
        let close = try #require(page.range(of: Self.marks.close))
        let wanted = page[..<open.upperBound] + Self.table + page[close.lowerBound...]
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" { try Data(wanted.utf8).write(to: URL(filePath: path)) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == wanted)
    }

    private static var table: String {
        let states = JobState.allCases
        let head = "| from \\ to | " + states.map(\.rawValue).joined(separator: " | ") + " |\n"
        let rule = "|---|" + String(repeating: ":-:|", count: states.count) + "\n"
        return head + rule
            + states.map { from in
                "| " + from.rawValue + " | " + states.map { from.allows($0) ? "✓" : " " }.joined(separator: " | ") + " |\n"
            }.joined()
    }
}
