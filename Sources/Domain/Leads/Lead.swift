package import Identity
package import Primitives

/// A company that the team may sell to.
package struct Lead: Hashable, Sendable, Decodable {
    package let id: ID<Lead>
    package let workspaceId: ID<Workspace>
    package let projectId: ID<Project>
    package let company: String
    /// The address as it was dropped, in normal form.
    package let website: String?
    /// The key by which two leads are the same site: lower-case host without `www.`.
    package let domain: String?
    package let contactName: String?
    package let email: String?
    package let phone: String?
    package let notes: String?
    package var status: LeadStatus
    package var failure: LeadFailure?
    /// 0 to 100, once analysed.
    package var score: Int?
    /// Goes up by one with every change.
    package var version: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    package var readyAt: Timestamp?
}

/// Every member is always there, `null` where there is nothing: a client never guesses whether a field exists.
extension Lead: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("workspaceId", workspaceId)
            json.member("projectId", projectId)
            json.member("company", company)
            json.member("website", website)
            json.member("domain", domain)
            json.member("contactName", contactName)
            json.member("email", email)
            json.member("phone", phone)
            json.member("notes", notes)
            json.member("status", status)
            json.member("failure", failure)
            json.member("score", score)
            json.member("version", version)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
            json.member("readyAt", readyAt)
        }
    }
}
