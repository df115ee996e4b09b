import Identity
package import Primitives

/// Who gets how much of a commission.
package struct CommissionShare: Hashable, Sendable, Codable {
    /// What stands for whoever owns the lead when it is won.
    static let owner = "owner"

    /// The id of a person, or `owner`.
    package let personId: String
    /// Hundredths of a per cent; those of a rule are ``CommissionRule/whole`` together.
    package let share: Int

    package init(personId: String, share: Int) {
        self.personId = personId
        self.share = share
    }

    var isOfOwner: Bool { personId == Self.owner }

    func person(of lead: Lead) -> ID<Person>? { isOfOwner ? lead.ownerId : ID<Person>(personId) }
}

extension CommissionShare: Sampled {
    package static var sample: Self { Self(personId: owner, share: CommissionRule.whole) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("personId", personId)
            json.member("share", share)
        }
    }
}
