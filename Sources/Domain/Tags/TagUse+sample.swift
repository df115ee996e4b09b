import Primitives

extension TagUse: Sampled {
    package static var sample: Self {
        Self(name: "VIP", leads: 12)
    }
}
