import FoundationEssentials
package import Primitives

/// Leaves the analysis to a service of the team's own. The contract stands in `docs/analyzer.openapi.json`.
package struct HTTPAnalyzer: LeadAnalyzer {
    static let maximumAnswerBytes = 1_024 * 1_024

    private let service: ServiceClient
    private let signature: AnalyzerSignature
    private let limit: Duration
    private let clock: WallClock

    package init(service: ServiceClient, signature: AnalyzerSignature, limit: Duration, clock: WallClock = .system) {
        self.service = service
        self.signature = signature
        self.limit = limit
        self.clock = clock
    }

    package func analyze(
        _ order: AnalysisOrder, progress: @Sendable (_ percent: Int, _ text: String) async throws -> Void
    ) async throws -> Analysis {
        try await progress(10, order.hints.language("Demande au service d’analyse", "Asking the analyzer service"))
        let body = Self.body(for: order)
        let headers =
            signature.headers(for: body, at: clock.now()) + [("Idempotency-Key", order.jobID)]
        let answer = try await service.post(body, headers: headers, trace: order.trace, within: limit, upTo: Self.maximumAnswerBytes)
        guard answer.status == 200 else {
            throw AnalysisFailure(.analyzerRefused, status: answer.status, detail: Self.detail(answer.body))
        }
        try await progress(85, order.hints.language("Contrôle de la réponse", "Checking the answer"))
        return try AnalysisAnswer.read(answer.body, for: order)
    }

    private static func body(for order: AnalysisOrder) -> [UInt8] {
        var json = JSONWriter(capacity: 1_024)
        json.object { json in
            json.member("job", order.jobID)
            json.member("attempt", order.attempt)
            json.member("language", order.hints.language.rawValue)
            json.member("requestedAt", order.now)
            json.member("lead") { json in
                json.member("id", order.leadID)
                json.member("company", order.hints.company)
                json.member("website", order.website?.url)
                json.member("domain", order.website?.domain)
                json.member("contactName", order.hints.contactName)
                json.member("email", order.hints.email)
                json.member("phone", order.hints.phone)
            }
        }
        return Array(json.bytes)
    }

    /// What a refusal says in `detail` (RFC 9457, and FastAPI's own errors when it is a text).
    private static func detail(_ body: [UInt8]) -> String? {
        do {
            let problem = try JSONDecoder().decode(JSONValue.self, from: Data(body))
            return (problem["detail"] ?? problem["title"])?.string.map { String($0.singleLine().prefix(200)) }
        } catch {
            return nil  // an answer that is no JSON says nothing beyond its status
        }
    }
}
