import Primitives

extension EmailAddress {
    /// How it stands in SMTP and in headers: the domain in ASCII (RFC 5890), the local part as given.
    ///
    /// `nil` for a local part outside ASCII: it could only go to servers that speak SMTPUTF8 (RFC 6531), all the way.
    var asciiForm: String? {
        let local = description.prefix { $0 != "@" }
        guard local.utf8.allSatisfy({ $0 < 0x80 }), let domain = Punycode.asciiHost(String(description.dropFirst(local.count + 1))) else {
            return nil
        }
        return "\(local)@\(domain)"
    }

    /// As it stands in a header. What has no ASCII form is shown as it is (RFC 6532); no mailer sends it.
    var formInHeader: String { asciiForm ?? description }

    /// The domain as it stands in a header.
    var domainInMail: String { Punycode.asciiHost(domain) ?? domain }
}
