import Primitives

extension ErasureCounts: Sampled {
    package static var sample: Self {
        Self(leads: 1, contacts: 2)
    }
}
