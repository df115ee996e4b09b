import FoundationEssentials
import Logging
package import Primitives

/// Lets a language model read the facts that this node found (chat completions of an OpenAI-compatible endpoint).
///
/// The model never sees a page, only facts; it can't act, and what it says is kept only where facts prove it. Whatever goes wrong
/// costs its words alone: the analysis is this node's own then, and says so.
package struct ModelAnalyzer: LeadAnalyzer {
    /// An answer is a few hundred tokens; what is longer is none.
    static let maximumAnswerBytes = 256 * 1_024

    private let builtin: BuiltinAnalyzer
    private let service: ServiceClient
    private let model: String
    private let key: Secret?
    private let budget: TokenBudget
    private let limit: Duration
    private let logger = Logger(label: "analyzer")

    package init(
        builtin: BuiltinAnalyzer, service: ServiceClient, model: String, key: Secret?, budget: TokenBudget, limit: Duration
    ) {
        self.builtin = builtin
        self.service = service
        self.model = model
        self.key = key
        self.budget = budget
        self.limit = limit
    }

    package func analyze(
        _ order: AnalysisOrder, progress: @Sendable (_ percent: Int, _ text: String) async throws -> Void
    ) async throws -> Analysis {
        let language = order.hints.language
        var analysis = try await builtin.analyze(order, progress: progress)
        // What the team typed itself needs no reading, and is nobody else's business.
        guard !analysis.pages.isEmpty, !analysis.facts.isEmpty else { return analysis }
        try await progress(90, language("Lecture des faits par le modèle", "The model reads the facts"))
        do {
            let reading = try await read(ModelPrompt(analysis, hints: order.hints, model: model), for: order)
            reading.enter(&analysis, model: model, language: language)
        } catch let failure as AnalysisFailure {
            logger.notice("The model's reading is left out", metadata: ["reason": "\(failure)", "model": "\(model)"])
            analysis.notices.append(
                language(
                    "Le modèle n’a pas contribué à cette analyse : \(failure.sentence(in: language))",
                    "The model has no part in this analysis: \(failure.sentence(in: language))"))
        }
        return analysis
    }

    private func read(_ prompt: ModelPrompt, for order: AnalysisOrder) async throws -> ModelReading {
        guard let reservation = try await budget.reserve(prompt.mostTokens) else { throw AnalysisFailure(.analyzerBudgetSpent) }
        let headers = key.map { [(name: "Authorization", value: "Bearer \($0.revealedText)")] } ?? []
        let answer: ServiceClient.Answer
        do {
            answer = try await service.post(
                prompt.body, to: "/chat/completions", headers: headers, trace: order.trace, within: limit, upTo: Self.maximumAnswerBytes)
        } catch let failure as AnalysisFailure where failure.code == .analyzerUnreachable {
            try await budget.release(reservation)
            throw failure
        }
        guard answer.status == 200 else {
            if (400..<500).contains(answer.status) { try await budget.release(reservation) }
            throw AnalysisFailure(.analyzerRefused, status: answer.status)
        }
        let completion = try ChatCompletion(answer.body)
        try await budget.settle(reservation, used: completion.tokens)
        return try ModelReading(completion.content, facts: prompt.facts)
    }
}
