import Identity
import Primitives

extension Contact: Sampled {
    package static var sample: Self {
        let now = Timestamp.now()
        return Self(
            id: ID(), workspaceId: ID(), leadId: ID(), name: "Ana Roux", role: "Head of sales", email: "ana@elan-vert.example",
            phone: "01 23 45 67 89", version: 2, createdAt: now, updatedAt: now)
    }
}
