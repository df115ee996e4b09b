import Primitives

/// The part of a chat completion that counts here: what the model said, and what it cost.
struct ChatCompletion {
    let content: String
    /// By the service's word; absent from some.
    let tokens: Int64?

    /// - Throws: ``AnalysisFailure`` `analyzerBadAnswer`.
    init(_ body: [UInt8]) throws(AnalysisFailure) {
        let root = try AnswerReader(body)
        guard let choice = try root.objects("choices", upTo: 16)?.first, let message = try choice.object("message") else {
            throw root.fault("choices", "missing")
        }
        if try message.text("refusal", upTo: 100_000)?.isEmpty == false { throw root.fault("choices/0/message", "a refusal") }
        guard let content = message.raw("content") else { throw root.fault("choices/0/message/content", "missing") }
        if try choice.text("finish_reason", upTo: 100) == "length" { throw root.fault("choices/0", "cut at its length") }
        self.content = content
        tokens = try root.object("usage").flatMap { $0.number("total_tokens") }
    }
}
