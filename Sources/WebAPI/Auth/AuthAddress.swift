import Primitives

/// Addresses as the protocol takes and refuses them.
enum AuthAddress {
    private static let characterLimit = 255

    /// In lower case, as the protocol has it: here the spelling of whoever types first is nobody's own.
    static func parse(_ text: String) throws(AuthError) -> EmailAddress {
        guard text.count <= characterLimit else { throw AuthError.invalid("An email address is too long") }
        guard let address = EmailAddress(text.lowercased()) else {
            throw AuthError.invalid("Unable to validate email address: invalid format")
        }
        return address
    }

    /// The address of a request that must name one, and no telephone.
    static func only(email: String?, phone: String?) throws(AuthError) -> EmailAddress {
        switch (email.given, phone.given) {
        case (let email?, nil): return try parse(email)
        case (nil, nil): throw AuthError.invalid("One of email or phone must be set")
        case (nil, _): throw AuthError.noPhone
        default: throw AuthError.invalid("Only an email address or phone number should be provided")
        }
    }
}
