package import Identity
package import Primitives

/// A company that the team may sell to.
package struct Lead: Hashable, Sendable, Codable {
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

    private enum CodingKeys: CodingKey {
        case id, workspaceId, projectId, company, website, domain, contactName, email, phone, notes, status, failure, score, version,
            createdAt,
            updatedAt, readyAt
    }

    /// Every member is always there, `null` where there is nothing: a client never guesses whether a field exists.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(workspaceId, forKey: .workspaceId)
        try container.encode(projectId, forKey: .projectId)
        try container.encode(company, forKey: .company)
        try container.encode(website, forKey: .website)
        try container.encode(domain, forKey: .domain)
        try container.encode(contactName, forKey: .contactName)
        try container.encode(email, forKey: .email)
        try container.encode(phone, forKey: .phone)
        try container.encode(notes, forKey: .notes)
        try container.encode(status, forKey: .status)
        try container.encode(failure, forKey: .failure)
        try container.encode(score, forKey: .score)
        try container.encode(version, forKey: .version)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(updatedAt, forKey: .updatedAt)
        try container.encode(readyAt, forKey: .readyAt)
    }
}
