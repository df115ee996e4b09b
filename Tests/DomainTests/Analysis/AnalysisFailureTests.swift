import Domain
import Foundation
import Primitives
import Testing

struct AnalysisFailureTests {
    @Test func `Every code of a failed lead stands in the list of errors`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/errors.md"), encoding: .utf8)
        for code in AnalysisFailure.Code.allCases { #expect(page.contains("| `\(code.rawValue)` |")) }
    }
}
