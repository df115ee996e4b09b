import Identity
import Primitives

extension HistoryEntry: Sampled {
    package static var sample: Self {
        Self(
            id: ID(), mergedID: ID(), version: 7, at: .now(), actorKind: .person, actorID: ID<Person>().description,
            actorName: "Lea Martin", changes: "[]")
    }
}
