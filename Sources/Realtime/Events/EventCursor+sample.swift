import Primitives

extension EventCursor: Sampled {
    package static var sample: Self { Self(epoch: "3f9a1c", seq: 4_711) }
}
