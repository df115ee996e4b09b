import Primitives

extension WholeAnalysis: Sampled {
    package static var sample: Self { Self(version: .sample, content: "{}") }
}
