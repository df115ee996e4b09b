import Identity
package import Primitives

/// What someone drops, as they wrote it; ``LeadDraft/accepted()`` makes it fit to keep or says every fault at once.
package struct LeadDraft: Sendable, Codable, Hashable {
    package var company: String?
    package var website: String?
    package var contactName: String?
    package var email: String?
    package var phone: String?
    package var notes: String?
    package var projectId: String?
    package var stageId: String?
    package var ownerId: String?
    package var siren: String?
    package var vat: String?
    package var tags: [String]?
    package var nextStep: String?
    package var nextStepDue: String?
    package var remindAt: String?
    package var value: Money?

    package init(
        company: String?, website: String? = nil, contactName: String? = nil, email: String? = nil, phone: String? = nil,
        notes: String? = nil, projectId: String? = nil, stageId: String? = nil, ownerId: String? = nil, siren: String? = nil,
        vat: String? = nil, tags: [String]? = nil, nextStep: String? = nil, nextStepDue: String? = nil, remindAt: String? = nil,
        value: Money? = nil
    ) {
        self.company = company
        self.website = website
        self.contactName = contactName
        self.email = email
        self.phone = phone
        self.notes = notes
        self.projectId = projectId
        self.stageId = stageId
        self.ownerId = ownerId
        self.siren = siren
        self.vat = vat
        self.tags = tags
        self.nextStep = nextStep
        self.nextStepDue = nextStepDue
        self.remindAt = remindAt
        self.value = value
    }
}

extension LeadDraft: PlainJSONReadable {
    /// Tags and a value are no text: a draft that brings them is for the whole decoder.
    package init?(_ object: PlainJSONObject) {
        guard object["tags"] == nil, object["value"] == nil else { return nil }
        self.init(
            company: object["company"], website: object["website"], contactName: object["contactName"], email: object["email"],
            phone: object["phone"], notes: object["notes"], projectId: object["projectId"], stageId: object["stageId"],
            ownerId: object["ownerId"], siren: object["siren"], vat: object["vat"], nextStep: object["nextStep"],
            nextStepDue: object["nextStepDue"], remindAt: object["remindAt"])
    }
}

/// A draft whose every part is known to be good.
struct AcceptedDraft: Sendable {
    var company: String
    var website: Website?
    var contactName: String?
    var email: EmailAddress?
    var phone: String?
    var notes: String?
    var projectID: ID<Project>?
    var stageID: ID<Stage>?
    var ownerID: ID<Person>?
    var siren: String?
    var vat: String?
    var tags: [String]
    var nextStep: String?
    var nextStepDue: Timestamp?
    var remindAt: Timestamp?
    var value: Money?
}

extension LeadDraft {
    /// The longest company name: fits a cover and a list row.
    static let companyLimit = 200
    static let contactNameLimit = 200
    /// Room for an extension and a remark beside the fifteen digits of E.164.
    static let phoneLimit = 60
    /// About four printed pages.
    static let notesLimit = 10_000
    /// A line in a list of what is to be done.
    static let nextStepLimit = 500
    static let closeReasonLimit = 500
    /// Minor units: ten trillion euros. Sums of any number of leads stay exact.
    static let valueLimit: Int64 = 1_000_000_000_000_000

    /// - Throws: ``Failure`` `invalidRequest` with a fault for each wrong field.
    func accepted() throws(Failure) -> AcceptedDraft {
        var check = FieldCheck()
        let company = check.line(company, "/company", limit: Self.companyLimit) ?? ""
        if company.isEmpty { check.add("/company", "Give the name of the company.") }
        let website = check.website(website, "/website")
        let email = check.email(email, "/email")
        let project: ID<Project>? = check.id(projectId, "/projectId", of: "a project")
        let accepted = AcceptedDraft(
            company: company, website: website, contactName: check.line(contactName, "/contactName", limit: Self.contactNameLimit),
            email: email, phone: check.line(phone, "/phone", limit: Self.phoneLimit),
            notes: check.lines(notes, "/notes", limit: Self.notesLimit), projectID: project,
            stageID: check.id(stageId, "/stageId", of: "a stage"), ownerID: check.id(ownerId, "/ownerId", of: "a person"),
            siren: check.siren(siren, "/siren"), vat: check.vat(vat, "/vat"), tags: check.tags(tags ?? [], "/tags"),
            nextStep: check.line(nextStep, "/nextStep", limit: Self.nextStepLimit),
            nextStepDue: check.moment(nextStepDue, "/nextStepDue"), remindAt: check.moment(remindAt, "/remindAt"),
            value: check.value(value, "/value"))
        try check.finish("The lead was not dropped: some fields are not right.")
        return accepted
    }
}
