import Primitives

/// What of a lead found no place among the fields of the one that it was put into.
struct LeadRest: Equatable {
    /// Somebody else, or another way to reach the same person.
    var contact: (name: String, email: String?, phone: String?)?
    /// Notes for which the other's had no room.
    var note: String?

    static func == (left: LeadRest, right: LeadRest) -> Bool {
        left.contact?.name == right.contact?.name && left.contact?.email == right.contact?.email
            && left.contact?.phone == right.contact?.phone && left.note == right.note
    }
}

extension Lead {
    /// Takes what another lead of the same company brings: empty fields are filled, tags united, notes appended.
    ///
    /// What is there stays. A person who is not the main contact, and notes without room, are left to the caller.
    mutating func absorb(_ other: Lead) -> LeadRest {
        var rest = LeadRest()
        if website == nil {
            website = other.website
            domain = other.domain
        }
        rest.contact = absorbContact(of: other)
        siren = siren ?? other.siren
        vat = vat ?? other.vat
        ownerId = ownerId ?? other.ownerId
        score = score ?? other.score
        value = value ?? other.value
        if nextStep == nil, nextStepDue == nil, remindAt == nil {
            (nextStep, nextStepDue, remindAt) = (other.nextStep, other.nextStepDue, other.remindAt)
        }
        tags = TagList.united(tags, other.tags)
        rest.note = absorbNotes(of: other)
        return rest
    }

    private mutating func absorbContact(of other: Lead) -> (name: String, email: String?, phone: String?)? {
        let isSamePerson = contactName == nil || other.contactName == nil || contactName == other.contactName
        let newEmail = other.email.flatMap { $0 == email ? nil : $0 }
        let newPhone = other.phone.flatMap { $0 == phone ? nil : $0 }
        guard isSamePerson, newEmail == nil || email == nil, newPhone == nil || phone == nil else {
            guard let name = other.contactName ?? newEmail ?? newPhone else { return nil }
            return (name, newEmail, newPhone)
        }
        contactName = contactName ?? other.contactName
        email = email ?? other.email
        phone = phone ?? other.phone
        return nil
    }

    private mutating func absorbNotes(of other: Lead) -> String? {
        guard let text = other.notes, text != notes else { return nil }
        guard let own = notes else {
            notes = text
            return nil
        }
        let joined = own + "\n\n" + text
        guard joined.count <= LeadDraft.notesLimit, joined.utf8.count <= LeadDraft.notesLimit * LeadText.bytesPerCharacter else {
            return text
        }
        notes = joined
        return nil
    }
}
