import Identity
import Primitives

extension LeadView: Sampled {
    package static var sample: Self {
        let now = Timestamp.now()
        return Self(
            id: ID(), workspaceId: ID(), ownerId: ID(), name: "Hot ones", shared: true, query: .sample, columns: ["company", "score"],
            version: 1, createdAt: now, updatedAt: now)
    }
}
