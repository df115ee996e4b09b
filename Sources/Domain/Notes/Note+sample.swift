import Identity
import Primitives

extension Note: Sampled {
    package static var sample: Self {
        let now = Timestamp.now()
        return Self(
            id: ID(), workspaceId: ID(), leadId: ID(), text: "Met at the fair.", authorId: ID(), authorName: "Lea Martin", version: 1,
            createdAt: now, updatedAt: now)
    }
}
