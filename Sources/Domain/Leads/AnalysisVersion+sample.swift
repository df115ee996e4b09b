import Primitives

extension AnalysisVersion: Sampled {
    package static var sample: Self {
        Self(id: ID(), createdAt: .now(), score: 72, analyzer: .builtin)
    }
}
