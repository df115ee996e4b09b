package import Primitives

/// What went through a project's stages in some days.
package struct PipelineReport: Sendable {
    package struct Step: Sendable {
        let stage: Stage
        /// Stays that began.
        let entered: Int
        /// Stays that ended.
        let left: Int
        /// Those of them that went on towards being won.
        let movedOn: Int
        /// How long the stays took that ended: half of them less, nine in ten less.
        let median: Duration?
        let ninth: Duration?
    }

    package struct Outcome: Sendable {
        let count: Int
        let sums: [Money]
        /// The most frequent first; `nil` for leads without any.
        let reasons: [(reason: String?, count: Int)]
    }

    let project: ID<Project>
    let from: Timestamp
    /// The moment after the last day.
    let end: Timestamp
    let steps: [Step]
    let won: Outcome
    let lost: Outcome
}

extension PipelineReport: Sampled {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("projectId", project)
            json.member("from", from)
            json.member("to", end)
            json.member("stages", array: steps)
            json.member("won", won)
            json.member("lost", lost)
        }
    }

    package static var sample: Self {
        let outcome = Outcome(count: 2, sums: [.sample], reasons: [("Price", 1)])
        let step = Step(stage: .sample, entered: 9, left: 4, movedOn: 3, median: .days(2), ninth: .days(9))
        return Self(project: ID(), from: .now(), end: .now(), steps: [step], won: outcome, lost: outcome)
    }
}

extension PipelineReport.Step: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("stage", stage)
            json.member("entered", entered)
            json.member("left", left)
            json.member("movedOn", movedOn)
            json.member("conversion", left == 0 ? nil : Double(movedOn) / Double(left))
            json.member("medianMs", median?.milliseconds)
            json.member("p90Ms", ninth?.milliseconds)
        }
    }
}

extension PipelineReport.Outcome: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("count", count)
            json.member("sums", array: sums)
            json.member(
                "reasons", array: reasons.map { ["reason": JSONValue($0.reason), "count": .integer(Int64($0.count))] as JSONValue })
        }
    }
}
