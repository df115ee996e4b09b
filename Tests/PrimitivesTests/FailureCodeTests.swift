import Foundation
import Primitives
import Testing

struct FailureCodeTests {
    @Test func `Every code stands in the list of errors once, and nothing else does`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/errors.md"), encoding: .utf8)
        let table = page.prefix(upTo: page.range(of: "A lead that failed")?.lowerBound ?? page.endIndex)
        let listed = table.split(separator: "\n").compactMap { line in
            line.hasPrefix("| `") ? line.dropFirst(3).prefix { $0 != "`" } : nil
        }.map { String($0) }
        #expect(listed.sorted() == FailureCode.allCases.map(\.rawValue).sorted())
    }
}
