import Identity
import Primitives

extension Project: Sampled {
    package static var sample: Self {
        let now = Timestamp.now()
        return Self(
            id: ID(), workspaceId: ID(), name: "Spring", description: "Shops of the region", isDefault: true, duplicatePolicy: .keep,
            archivedAt: now, deletedAt: now, version: 3, createdAt: now, updatedAt: now)
    }
}
