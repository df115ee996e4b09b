/// A field of a lead that a stage may ask for.
enum RequiredField: String, CaseIterable {
    case value, ownerId, contactName, email, phone, website, siren, vat, nextStep, nextStepDue, closeReason, tags

    func isFilled(in lead: Lead) -> Bool {
        switch self {
        case .value: lead.value != nil
        case .ownerId: lead.ownerId != nil
        case .contactName: lead.contactName != nil
        case .email: lead.email != nil
        case .phone: lead.phone != nil
        case .website: lead.website != nil
        case .siren: lead.siren != nil
        case .vat: lead.vat != nil
        case .nextStep: lead.nextStep != nil
        case .nextStepDue: lead.nextStepDue != nil
        case .closeReason: lead.closeReason != nil
        case .tags: !lead.tags.isEmpty
        }
    }
}
