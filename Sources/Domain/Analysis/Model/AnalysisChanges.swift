package import Primitives

extension Analysis {
    /// What is different from the analysis before it.
    package struct Changes: Codable, Hashable, Sendable {
        /// A fact that there is now, or that there was.
        package struct Entry: Codable, Hashable, Sendable {
            package var kind: Fact.Kind
            package var label: String
            package var value: String
        }

        /// A fact of a kind that a site has one of, with another value.
        package struct Replacement: Codable, Hashable, Sendable {
            package var kind: Fact.Kind
            package var label: String
            package var before: String
            package var after: String
        }

        package struct ScoreChange: Codable, Hashable, Sendable {
            package var before: Int
            package var after: Int
        }

        /// When the other analysis was made.
        package var since: Timestamp
        package var score: ScoreChange
        package var added: [Entry]
        package var removed: [Entry]
        package var changed: [Replacement]
    }

    /// What is different from an earlier analysis of the same lead. Evidence and order do not count: a page may say the same elsewhere.
    package func changes(since earlier: Analysis) -> Changes {
        var changes = Changes(
            since: earlier.analyzedAt, score: .init(before: earlier.score.total, after: score.total), added: [], removed: [], changed: [])
        for kind in Fact.Kind.allCases {
            let before = earlier.facts.filter { $0.kind == kind }
            let after = facts.filter { $0.kind == kind }
            if kind.limit == 1, let old = before.first, let new = after.first {
                guard old.key != new.key else { continue }
                changes.changed.append(.init(kind: kind, label: new.label, before: old.value, after: new.value))
            } else {
                let (oldKeys, newKeys) = (Set(before.map(\.key)), Set(after.map(\.key)))
                changes.added += after.filter { !oldKeys.contains($0.key) }.map(Changes.Entry.init)
                changes.removed += before.filter { !newKeys.contains($0.key) }.map(Changes.Entry.init)
            }
        }
        return changes
    }
}

extension Analysis.Changes.Entry {
    fileprivate init(_ fact: Analysis.Fact) {
        self.init(kind: fact.kind, label: fact.label, value: fact.value)
    }
}

extension Analysis.Fact {
    /// Two facts of a kind with one key are the same.
    fileprivate var key: String { value.lowercased() }
}
