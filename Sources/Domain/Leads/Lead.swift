package import Identity
package import Primitives

/// A company that the team may sell to.
package struct Lead: Hashable, Sendable, Decodable {
    package let id: ID<Lead>
    package let workspaceId: ID<Workspace>
    package var projectId: ID<Project>
    package var stageId: ID<Stage>
    /// Its place among the leads of its stage, the least on top.
    package var rank: Rank
    /// When it came to its stage.
    package var stageSince: Timestamp
    /// The member who looks after it.
    package var ownerId: ID<Person>?
    package var company: String
    /// The address as it was dropped, in normal form.
    package var website: String?
    /// The key by which two leads are the same site: lower-case host without `www.`.
    package var domain: String?
    // The main contact; others are contacts of their own.
    package var contactName: String?
    package var email: String?
    package var phone: String?
    /// The French company number, nine digits.
    package var siren: String?
    /// The VAT number with its country, without spaces.
    package var vat: String?
    package var notes: String?
    /// As they were written, each once.
    package var tags: [String]
    package var status: LeadStatus
    package var failure: LeadFailure?
    /// 0 to 100, once analysed.
    package var score: Int?
    /// What the team may earn with it; not less than zero.
    package var value: Money?
    /// Why it was won or lost, and when; only of a lead that is.
    package var closeReason: String?
    package var closedAt: Timestamp?
    /// What is to be done next, by when, and when its owner is reminded.
    package var nextStep: String?
    package var nextStepDue: Timestamp?
    package var remindAt: Timestamp?
    /// Out of the way, but kept.
    package var archivedAt: Timestamp?
    /// In the trash since then.
    package var deletedAt: Timestamp?
    /// Goes up by one with every change.
    package var version: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    package var readyAt: Timestamp?
}

/// Every member is always there, `null` where there is nothing: a client never guesses whether a field exists.
extension Lead: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { writeMembers(to: &$0) }
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("workspaceId", workspaceId)
        json.member("projectId", projectId)
        json.member("stageId", stageId)
        json.member("rank", rank)
        json.member("stageSince", stageSince)
        json.member("ownerId", ownerId)
        json.member("company", company)
        json.member("website", website)
        json.member("domain", domain)
        json.member("contactName", contactName)
        json.member("email", email)
        json.member("phone", phone)
        json.member("siren", siren)
        json.member("vat", vat)
        json.member("notes", notes)
        json.member("tags", array: tags)
        json.member("status", status)
        json.member("failure", failure)
        json.member("score", score)
        json.member("value", value)
        json.member("closeReason", closeReason)
        json.member("closedAt", closedAt)
        json.member("nextStep", nextStep)
        json.member("nextStepDue", nextStepDue)
        json.member("remindAt", remindAt)
        json.member("archivedAt", archivedAt)
        json.member("deletedAt", deletedAt)
        json.member("version", version)
        json.member("createdAt", createdAt)
        json.member("updatedAt", updatedAt)
        json.member("readyAt", readyAt)
    }
}

extension Lead {
    /// Whether it stands in another stage, or elsewhere in it.
    func isPlaced(otherwiseThan other: Lead) -> Bool { stageId != other.stageId || rank != other.rank }
}
