import Primitives

extension DuplicateLead: Sampled {
    package static var sample: Self {
        Self(id: ID(), company: "Élan Vert", kinds: [.domain])
    }
}
