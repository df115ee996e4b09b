import Foundation
import Primitives
import Testing

@testable import Domain

@Suite struct AnalysisAnswerTests {
    private let order = AnalysisOrder(
        leadID: "l", jobID: "j", attempt: 1, trace: TraceID(), website: Website("https://a.example"),
        hints: .init(company: "A", language: .english), now: Timestamp(seconds: 1_775_120_400))

    private static func fact(_ kind: String, _ value: String, _ rest: String = "") -> String {
        #"{"facts":[{"kind":"\#(kind)","value":"\#(value)","url":"https://a.example/","snippet":"words"\#(rest)}]}"#
    }

    private static let wrong: [(answer: String, reason: String)] = [
        ("", "no JSON"), ("[]", "/: no object"), (String(repeating: "[", count: 100_000), "no JSON"), (#"{"facts":{}}"#, "/facts: no list"),
        (#"{"facts":["email"]}"#, "/facts/0: no object"), (fact("smell", "x"), "/facts/0/kind: no kind of fact: smell"),
        (fact("claim", "x"), "/facts/0/kind: no kind of fact: claim"), (fact("other", "x"), "/facts/0/label: missing"),
        (fact("email", ""), "/facts/0/value: missing or empty"), (fact("siren", "012876545"), "/facts/0/value: the check digits"),
        (fact("email", String(repeating: "x", count: 301)), "/facts/0/value: longer than 300 characters"),
        (#"{"facts":[{"kind":"email","value":"a@b.example","snippet":"x","url":"javascript:alert(1)"}]}"#, "/facts/0/url: no http"),
        (#"{"facts":[{"kind":"email","value":"a@b.example"}]}"#, "/facts/0/snippet: missing"),
        (#"{"facts":[{"kind":"email","value":7,"snippet":"x"}]}"#, "/facts/0/value: no text"),
        (#"{"website":"ftp://a.example"}"#, "/website: no http"), (#"{"language":"FR"}"#, "/language: no language"),
        (#"{"openings":[1]}"#, "/openings/0: no text"),
        (#"{"openings":["1","2","3","4","5","6","7","8","9","10","11"]}"#, "/openings: more than 10 entries"),
        (#"{"score":{"signals":[]}}"#, "/score/signals: missing"),
        (#"{"score":{"signals":[{"id":"a","label":"A","weight":5,"points":6}]}}"#, "/score/signals/0/points: no whole number from 0 to 5"),
        (#"{"score":{"signals":[{"id":"a","label":"A","weight":0.5,"points":0}]}}"#, "/score/signals/0/weight: no whole number"),
        (
            #"{"score":{"signals":[{"id":"a","label":"A","weight":99,"points":99},{"id":"b","label":"B","weight":2,"points":2}]}}"#,
            "/score/signals: more than 100 points"
        ),
        (#"{"pages":[{"url":"https://a.example/","status":99,"bytes":1}]}"#, "/pages/0/status: no whole number"),
    ]

    @Test(arguments: wrong) func `An answer that has not the form agreed on is refused, and its fault named`(
        answer: String, reason: String
    ) {
        let failure = #expect(throws: AnalysisFailure.self) { try AnalysisAnswer.read(Array(answer.utf8), for: order) }
        #expect(failure?.code == .analyzerBadAnswer)
        #expect(failure?.retryable == false)
        #expect(failure?.detail?.hasPrefix(reason) == true, "\(failure?.detail ?? "")")
    }

    @Test func `Every fault has a sentence that names it`() {
        for language in Language.allCases {
            #expect(AnalysisFailure(.analyzerBadAnswer, detail: "/facts: no list").sentence(in: language).contains("/facts: no list"))
            #expect(AnalysisFailure(.analyzerRefused, status: 422, detail: "no").sentence(in: language).contains("422"))
        }
    }

    @Test func `An empty answer is an analysis without facts, scored by this node`() throws {
        let analysis = try AnalysisAnswer.read(Array("{}".utf8), for: order)
        #expect(analysis.facts.isEmpty)
        #expect(analysis.website == "https://a.example/")
        #expect(analysis.analyzer == .http)
        #expect(analysis.score.signals.map(\.id) == ScoreRules.all.map(\.id))
        #expect(analysis.score.total == 4)
    }

    @Test func `Facts are cleaned, bounded by kind, and scored by the file when the service gives no score`() throws {
        let emails = (0..<20).map { #"{"kind":"email","value":"a\#($0)@b.example","url":"","snippet":"x"}"# }.joined(separator: ",")
        let answer = """
            {"facts":[\(emails),{"kind":"other","label":"Mood","value":" fine\\n\\u202e day ","url":"","snippet":"x"},
            {"kind":"last_update","value":"2026-01-02","url":"https://a.example/","snippet":"x"}],"unknown":true}
            """
        let analysis = try AnalysisAnswer.read(Array(answer.utf8), for: order)
        #expect(analysis.facts.filter { $0.kind == .email }.count == 8)
        #expect(analysis.facts.first { $0.kind == .other }.map { [$0.label, $0.value] } == ["Mood", "fine day"])
        #expect(analysis.score.signals.first { $0.id == "freshness" }?.points == 6)
        #expect(analysis.score.signals.first { $0.id == "email" }?.points == 15)
    }

    @Test func `A score of the service's own is taken as it is`() throws {
        let answer =
            #"{"score":{"signals":[{"id":"a","label":"A","weight":60,"points":40,"note":"n"},{"id":"b","label":"B","weight":9,"points":0}]}}"#
        let score = try AnalysisAnswer.read(Array(answer.utf8), for: order).score
        #expect(score.total == 40)
        #expect(score.signals.map(\.found) == [true, false])
    }

    @Test func `The signature is HMAC over time and body, with a key of its own label`() {
        let signature = AnalyzerSignature(secret: Secret(Array(0..<32)))
        let headers = signature.headers(for: Array("{}".utf8), at: Timestamp(seconds: 1_775_120_400))
        #expect(headers.map(\.name) == ["Uprising-Timestamp", "Uprising-Signature"])
        #expect(headers[0].value == "1775120400")
        #expect(headers[1].value == "v1=1416036eec5805d5a87a89946e9dd86822de44182016654c3c42267b6def3fd1")
        let other = AnalyzerSignature(secret: Secret(Array(1..<33))).headers(for: Array("{}".utf8), at: Timestamp(seconds: 1_775_120_400))
        #expect(other[1].value != headers[1].value)
    }

    @Test func `The trace is passed on as W3C writes it`() throws {
        let trace = TraceID()
        let header = try #require(OutboundCall.headers(of: trace).first?.value)
        #expect(TraceID(traceparent: header) == trace)
        #expect(header.utf8.count == 55)
    }
}
