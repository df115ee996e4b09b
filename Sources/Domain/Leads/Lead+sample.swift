import Identity
import Primitives

extension Lead: Sampled {
    package static var sample: Self {
        let now = Timestamp.now().onTheWire
        return Self(
            id: ID(), workspaceId: ID(), projectId: ID(), stageId: ID(), rank: Rank(topAt: Timestamp(microseconds: 1_900_000_000_000_000)),
            stageSince: now, ownerId: ID(),
            company: "Élan Vert", website: "https://elan-vert.example", domain: "elan-vert.example", contactName: "Ana Roux",
            email: "ana@elan-vert.example", phone: "01 23 45 67 89", siren: "732829320", vat: "FR44732829320", notes: "Met at the fair",
            tags: ["VIP"], status: .ready, failure: LeadFailure(code: "site_unreachable", message: "The site does not answer."), score: 72,
            value: .sample, closeReason: "Price", closedAt: now, nextStep: "Call", nextStepDue: now, remindAt: now, archivedAt: now,
            deletedAt: now, version: 7, createdAt: now, updatedAt: now, readyAt: now)
    }
}
