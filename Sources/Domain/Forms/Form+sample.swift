import Identity
import Primitives

extension Form: Sampled {
    package static var sample: Self {
        let now = Timestamp.now()
        return Self(
            id: ID(), workspaceId: ID(), projectId: ID(), key: "7fQ2xK", name: "Contact us", origins: ["https://elan-vert.example"],
            language: .french, fields: FormField.standard, thanks: "Merci !", enabled: true, perMinute: 10, received: 12,
            refusedAsSpam: 3, version: 2, createdAt: now, updatedAt: now)
    }
}
