package import Identity
package import Primitives

/// Which leads a list shows: those that meet every condition.
package struct LeadFilter: Hashable, Sendable {
    package enum Owner: Hashable, Sendable {
        case person(ID<Person>)
        case none
    }

    package enum Archived: String, Sendable, CaseIterable {
        case exclude
        case include
        case only
    }

    package var status: LeadStatus?
    package var stage: ID<Stage>?
    package var owner: Owner?
    /// All of them, each as ``LeadTags/key(of:)`` folds it.
    package var tags: [String] = []
    package var project: ID<Project>?
    package var score = Bounds<Int>()
    /// From the first moment to before the last, like all of these.
    package var created = Bounds<Timestamp>()
    package var updated = Bounds<Timestamp>()
    package var dueBefore: Timestamp?
    /// Minor units, whatever their currency.
    package var valueMin: Int64?
    /// Only those that have been in their stage for longer than they should.
    package var isStale = false
    package var archived = Archived.exclude
    /// The trash instead of what is outside of it.
    package var trash = false
    /// What is looked for in the leads' texts.
    package var text: String?

    package init(status: LeadStatus? = nil, text: String? = nil) {
        self.status = status
        let cleaned = text?.singleLine().prefix(utf8: SearchQuery.textLimit) ?? ""
        self.text = cleaned.isEmpty ? nil : cleaned
    }

    package struct Bounds<Value: Hashable & Sendable>: Hashable, Sendable {
        package var lower: Value?
        package var upper: Value?

        package init() {}

        var isEmpty: Bool { lower == nil && upper == nil }
    }
}
