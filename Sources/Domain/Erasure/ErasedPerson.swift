package import Primitives

/// Who is to be erased: whoever has this address, or this number.
package struct ErasedPerson: Sendable {
    let email: EmailAddress?
    let phone: PhoneNumber?
    /// As the number was written.
    private let phoneText: String?

    /// - Throws: ``Failure`` `invalidRequest` unless one of the two is given and is one.
    package init(email: String?, phone: String?) throws(Failure) {
        self.email = email.flatMap { EmailAddress($0) }
        self.phone = phone.flatMap { PhoneNumber($0, country: .france) }
        phoneText = phone?.singleLine()
        var faults: [FieldFault] = []
        if email != nil, self.email == nil { faults.append(FieldFault("/email", "This is not an e-mail address.")) }
        if phone != nil, self.phone == nil {
            faults.append(FieldFault("/phone", "Give the number with its country, like +33 1 23 45 67 89."))
        }
        if email == nil, phone == nil { faults.append(FieldFault("/email", "Give an e-mail address or a telephone number.")) }
        guard faults.isEmpty else { throw Failure(.invalidRequest, "Nobody was erased.", fields: faults) }
    }

    /// Texts that stand for the person and nobody else.
    var terms: [String] { [email?.description, phone?.e164, phoneText].compactMap { $0 } }

    var keys: [LeadKey] {
        [email.map { LeadKey(.email, $0.normalized) }, phone.map { LeadKey(.phone, $0.e164) }].compactMap { $0 }
    }

    /// Whether these are ways to reach the person.
    func owns(email: String?, phone: String?, domain: String?) -> Bool {
        if let own = self.email, let email, EmailAddress(email)?.normalized == own.normalized { return true }
        guard let own = self.phone, let phone else { return false }
        let countries = [
            domain.flatMap { $0.split(separator: ".").last }.flatMap { PhoneNumber.Country(topLevelDomain: String($0)) }, .france,
        ]
        return countries.contains { PhoneNumber(phone, country: $0)?.e164 == own.e164 }
    }
}
