package import Primitives
import Realtime

/// A project's leads by stage, of one moment.
package struct Board: Sendable {
    package struct Card: Sendable {
        let lead: Lead
        /// Whether it has stood in its stage for longer than the stage allows.
        let isStale: Bool
    }

    package struct Column: Sendable {
        let stage: Stage
        let count: Int
        let staleCount: Int
        /// By currency.
        let sums: [Money]
        /// By currency: what they are worth times how likely they are won here.
        let weighted: [Money]
        let cards: [Card]
        /// The cursor of the cards below.
        let next: String?
    }

    let project: Project
    let columns: [Column]
    let count: Int
    let sums: [Money]
    let weighted: [Money]
    let position: EventCursor
}

extension Board: Sampled {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("project", project)
            json.member("stages", array: columns)
            json.member(
                "totals",
                object: { json in
                    json.member("count", count)
                    json.member("sums", array: sums)
                    json.member("weighted", array: weighted)
                })
            json.member("cursor", position)
        }
    }

    package static var sample: Self {
        let now = Timestamp.now()
        let column = Column(
            stage: .sample, count: 1, staleCount: 1, sums: [.sample], weighted: [.sample], cards: [.sample], next: "bm90aGluZw")
        return Self(
            project: Project(
                id: ID(), workspaceId: ID(), name: "Prospecting", description: "Spring", isDefault: true, duplicatePolicy: .keep,
                archivedAt: now, deletedAt: now, version: 1, createdAt: now, updatedAt: now), columns: [column], count: 1, sums: [.sample],
            weighted: [.sample], position: EventCursor(epoch: "e", seq: 1))
    }
}

extension Board.Column: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("stage", stage)
            json.member("count", count)
            json.member("staleCount", staleCount)
            json.member("sums", array: sums)
            json.member("weighted", array: weighted)
            json.member("cards", array: cards)
            json.member("next", next)
        }
    }
}

extension Board.Card: Sampled {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            lead.writeMembers(to: &json)
            json.member("isStale", isStale)
        }
    }

    package static var sample: Self { Self(lead: .sample, isStale: true) }
}
