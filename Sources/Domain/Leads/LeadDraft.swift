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

    package init(
        company: String?, website: String? = nil, contactName: String? = nil, email: String? = nil, phone: String? = nil,
        notes: String? = nil,
        projectId: String? = nil
    ) {
        self.company = company
        self.website = website
        self.contactName = contactName
        self.email = email
        self.phone = phone
        self.notes = notes
        self.projectId = projectId
    }
}

extension LeadDraft: PlainJSONReadable {
    package init(_ object: PlainJSONObject) {
        self.init(
            company: object["company"], website: object["website"], contactName: object["contactName"], email: object["email"],
            phone: object["phone"], notes: object["notes"], projectId: object["projectId"])
    }
}

/// A draft whose every part is known to be good.
struct AcceptedDraft: Sendable {
    let company: String
    let website: Website?
    let contactName: String?
    let email: EmailAddress?
    let phone: String?
    let notes: String?
    let projectID: ID<Project>?
}

extension LeadDraft {
    /// The longest company name: fits a cover and a list row.
    static let companyLimit = 200
    static let contactNameLimit = 200
    /// Room for an extension and a remark beside the fifteen digits of E.164.
    static let phoneLimit = 60
    /// About four printed pages.
    static let notesLimit = 10_000

    /// - Throws: ``Failure`` `invalidRequest` with a fault for each wrong field.
    func accepted() throws(Failure) -> AcceptedDraft {
        var faults: [FieldFault] = []
        let company = Self.line(self.company) ?? ""
        if company.isEmpty { faults.append(FieldFault("/company", "Give the name of the company.")) }
        Self.checkLength(company, Self.companyLimit, "/company", &faults)

        let website = Self.parse(
            self.website, "/website", &faults, "This is not a web address. Write it like example.com or https://example.com."
        ) {
            Website($0)
        }
        let email = Self.parse(self.email, "/email", &faults, "This is not an e-mail address. Write it like name@example.com.") {
            EmailAddress($0)
        }
        let project = Self.parse(projectId, "/projectId", &faults, "This is not the id of a project.") { ID<Project>($0) }

        let contactName = Self.line(self.contactName)
        Self.checkLength(contactName ?? "", Self.contactNameLimit, "/contactName", &faults)
        let phone = Self.line(self.phone)
        Self.checkLength(phone ?? "", Self.phoneLimit, "/phone", &faults)
        let notes = Self.text(self.notes)
        Self.checkLength(notes ?? "", Self.notesLimit, "/notes", &faults)

        guard faults.isEmpty else { throw Failure(.invalidRequest, "The lead was not dropped: some fields are not right.", fields: faults) }
        return AcceptedDraft(
            company: company, website: website, contactName: contactName, email: email, phone: phone, notes: notes, projectID: project)
    }

    private static func line(_ text: String?) -> String? {
        guard let line = text?.singleLine(), !line.isEmpty else { return nil }
        return line
    }

    /// Several lines are kept; controls other than line feed and tab are not.
    private static func text(_ text: String?) -> String? {
        guard let text else { return nil }
        if text.isPlainLine { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar == "\n" || scalar == "\t" || scalar.isPrintable { scalars.append(scalar) }
        let cleaned = String(scalars).trimmingSpaces()
        return cleaned.isEmpty ? nil : cleaned
    }

    private static func checkLength(_ text: String, _ limit: Int, _ pointer: String, _ faults: inout [FieldFault]) {
        // No more characters than bytes, which need no counting.
        guard text.utf8.count > limit else { return }
        // Bytes are bounded too: one visible character may carry any number of combining marks.
        if text.count > limit || text.utf8.count > limit * 8 {
            faults.append(FieldFault(pointer, "At most \(limit) characters."))
        }
    }

    private static func parse<Value>(
        _ text: String?, _ pointer: String, _ faults: inout [FieldFault], _ message: String, _ parse: (String) -> Value?
    ) -> Value? {
        guard let text = text?.trimmingSpaces(), !text.isEmpty else { return nil }
        guard let value = parse(text) else {
            faults.append(FieldFault(pointer, message))
            return nil
        }
        return value
    }
}
