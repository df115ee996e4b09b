import DataStore
import Identity
package import Primitives

/// A change of some fields of a lead. An optional in an optional is a field that can be emptied.
package struct LeadPatch: Sendable {
    let company: String?
    let website: Website??
    let contactName: String??
    let email: EmailAddress??
    let phone: String??
    let siren: String??
    let vat: String??
    let notes: String??
    let tags: [String]?
    let ownerID: ID<Person>??
    let projectID: ID<Project>?
    let stageID: ID<Stage>?
    let nextStep: String??
    let nextStepDue: Timestamp??
    let remindAt: Timestamp??
    let value: Money??
    let closeReason: String??

    /// - Throws: ``Failure`` `invalidRequest` with a fault for each wrong field.
    package init(_ patch: MergePatch) throws(Failure) {
        var patch = patch
        company = patch.required("company", "Give the name of the company.") { $0.line($1, $2, limit: LeadDraft.companyLimit) }
        website = patch.text("website") { $0.website($1, $2) }
        contactName = patch.text("contactName") { $0.line($1, $2, limit: LeadDraft.contactNameLimit) }
        email = patch.text("email") { $0.email($1, $2) }
        phone = patch.text("phone") { $0.line($1, $2, limit: LeadDraft.phoneLimit) }
        siren = patch.text("siren") { $0.siren($1, $2) }
        vat = patch.text("vat") { $0.vat($1, $2) }
        notes = patch.text("notes") { $0.lines($1, $2, limit: LeadDraft.notesLimit) }
        tags = patch.texts("tags") { $0.tags($1, $2) }
        ownerID = patch.text("ownerId") { $0.id($1, $2, of: "a person") }
        projectID = patch.required("projectId", "A lead belongs to a project.") { $0.id($1, $2, of: "a project") }
        stageID = patch.required("stageId", "A lead stands in a stage.") { $0.id($1, $2, of: "a stage") }
        nextStep = patch.text("nextStep") { $0.line($1, $2, limit: LeadDraft.nextStepLimit) }
        nextStepDue = patch.text("nextStepDue") { $0.moment($1, $2) }
        remindAt = patch.text("remindAt") { $0.moment($1, $2) }
        value = patch.money("value") { $0.value($1, $2) }
        closeReason = patch.text("closeReason") { $0.line($1, $2, limit: LeadDraft.closeReasonLimit) }
        try patch.finish("The lead was not changed: some fields are not right.")
    }

    /// The lead with the change, which its stage takes.
    ///
    /// - Throws: ``Failure`` `invalidRequest` for an owner, project or stage that the workspace does not have, and for a reason of a lead that is
    ///   neither won nor lost; `fieldsRequired`, `conflict` as ``StageEntry`` has them.
    func applied(to before: Lead, in tx: some SQLReading) throws -> Lead {
        let lead = try filled(before, in: tx)
        try StageEntry.check(lead, from: before, pointer: "", in: tx)
        return lead
    }

    /// The lead with the change, whatever its stage asks for.
    ///
    /// - Throws: ``Failure`` `invalidRequest` for an owner or project that the workspace does not have.
    func filled(_ before: Lead, in tx: some SQLReading) throws -> Lead {
        var lead = before
        if let company { lead.company = company }
        if let website {
            lead.website = website?.url
            lead.domain = website?.domain
        }
        if let contactName { lead.contactName = contactName }
        if let email { lead.email = email?.description }
        if let phone { lead.phone = phone }
        if let siren { lead.siren = siren }
        if let vat { lead.vat = vat }
        if let notes { lead.notes = notes }
        if let tags { lead.tags = tags }
        if let nextStep { lead.nextStep = nextStep }
        if let nextStepDue { lead.nextStepDue = nextStepDue }
        if let remindAt { lead.remindAt = remindAt }
        if let value { lead.value = value }
        if let ownerID, ownerID != lead.ownerId {
            if let owner = ownerID { try Leads.requireMember(owner, of: lead.workspaceId, in: tx) }
            lead.ownerId = ownerID
        }
        if let projectID, projectID != lead.projectId {
            lead.projectId = try Projects.place(projectID, of: lead.workspaceId, in: tx).projectID
            lead.stageId = try Stages.firstID(of: lead.projectId, in: tx)
        }
        if let stageID { lead.stageId = stageID }
        if let closeReason { lead.closeReason = closeReason }
        return lead
    }
}
