import Primitives

extension Stage: Sampled {
    package static var sample: Self {
        Self(
            id: ID(), projectId: ID(), name: "Proposal", position: 3, kind: .open, probability: 60, colour: "#f59e0b", staleDays: 21,
            requiredFields: [RequiredField.value.rawValue], version: 1)
    }
}
