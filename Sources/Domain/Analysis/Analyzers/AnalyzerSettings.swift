package import DataStore
package import Primitives

/// Which analyzer a node uses, and what it needs for that.
package enum AnalyzerSettings: Sendable {
    case builtin
    /// A service at this address, with which the secret is shared.
    case http(url: String, secret: Secret, limit: Duration)
    /// A language model at an OpenAI-compatible endpoint (`…/v1`), and how many tokens a day may cost.
    case openai(url: String, model: String, key: Secret?, tokensPerDay: Int, limit: Duration)

    /// The analyzer itself.
    package func analyzer(site: SiteAnalyzer, store: Store) -> any LeadAnalyzer {
        let builtin = BuiltinAnalyzer(site: site)
        return switch self {
        case .builtin: builtin
        case .http(let url, let secret, let limit):
            HTTPAnalyzer(service: ServiceClient(url: url), signature: AnalyzerSignature(secret: secret), limit: limit)
        case .openai(let url, let model, let key, let tokensPerDay, let limit):
            ModelAnalyzer(
                builtin: builtin, service: ServiceClient(url: url), model: model, key: key,
                budget: TokenBudget(store: store, perDay: tokensPerDay), limit: limit)
        }
    }
}
