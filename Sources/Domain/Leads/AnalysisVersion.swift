package import Primitives

/// One of the analyses that a lead has had.
package struct AnalysisVersion: Hashable, Sendable {
    package let id: ID<Analysis>
    package let createdAt: Timestamp
    package let score: Int
    package let analyzer: AnalyzerName
}

extension AnalysisVersion: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { writeMembers(to: &$0) }
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("createdAt", createdAt)
        json.member("score", score)
        json.member("analyzer", analyzer)
    }
}

/// One of them with all that it found.
package struct WholeAnalysis: Sendable, JSONWritable {
    let version: AnalysisVersion
    /// JSON, as it was kept.
    let content: String

    package func write(to json: inout JSONWriter) {
        json.object { json in
            version.writeMembers(to: &json)
            json.member("analysis", json: content.utf8)
        }
    }
}
