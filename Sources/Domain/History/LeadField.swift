import Primitives

/// A field of a lead that its history follows, by its name on the wire.
///
/// Status and failure are none: they say how far the work is, which jobs and events tell.
enum LeadField: String, CaseIterable {
    case company, website, contactName, email, phone, siren, vat, notes, tags, ownerId, projectId, stageId, nextStep, nextStepDue
    case remindAt, archivedAt, deletedAt, score, value, closeReason

    func value(in lead: Lead) -> JSONValue {
        switch self {
        case .company: .string(lead.company)
        case .website: JSONValue(lead.website)
        case .contactName: JSONValue(lead.contactName)
        case .email: JSONValue(lead.email)
        case .phone: JSONValue(lead.phone)
        case .siren: JSONValue(lead.siren)
        case .vat: JSONValue(lead.vat)
        case .notes: JSONValue(lead.notes)
        case .tags: .array(lead.tags.map { .string($0) })
        case .ownerId: JSONValue(lead.ownerId?.description)
        case .projectId: .string(lead.projectId.description)
        case .stageId: .string(lead.stageId.description)
        case .nextStep: JSONValue(lead.nextStep)
        case .nextStepDue: JSONValue(lead.nextStepDue?.description)
        case .remindAt: JSONValue(lead.remindAt?.description)
        case .archivedAt: JSONValue(lead.archivedAt?.description)
        case .deletedAt: JSONValue(lead.deletedAt?.description)
        case .value: lead.value.map { ["amount": .integer($0.amount), "currency": .string($0.currency.code)] } ?? .null
        case .closeReason: JSONValue(lead.closeReason)
        case .score: lead.score.map { .integer(Int64($0)) } ?? .null
        }
    }

    /// What of `before` is different in `after`, in the order of the fields.
    static func changes(from before: Lead, to after: Lead) -> [FieldChange] {
        allCases.compactMap { field in
            let (old, new) = (field.value(in: before), field.value(in: after))
            return old == new ? nil : FieldChange(field: field.rawValue, before: old, after: new)
        }
    }
}

extension JSONValue {
    init(_ text: String?) {
        self = text.map { .string($0) } ?? .null
    }
}
