package import Primitives

/// Who may come in without an invitation.
package enum SignUpPolicy: Hashable, Sendable {
    case invited
    case open
    /// Addresses of these domains, in lower case; a subdomain is another domain.
    case domains([String])

    /// Parses `invited`, `open` or `domain:a.example,b.example`.
    package init?(_ text: String) {
        let text = text.trimmingSpaces().lowercased()
        switch text {
        case "invited": self = .invited
        case "open": self = .open
        default:
            guard text.hasPrefix("domain:") else { return nil }
            let domains = text.dropFirst("domain:".count).split(separator: ",", omittingEmptySubsequences: false)
                .map { String($0).trimmingSpaces() }
            // A domain is what may stand behind the at sign of an address.
            guard !domains.isEmpty, domains.allSatisfy({ EmailAddress("a@\($0)") != nil }) else { return nil }
            self = .domains(domains)
        }
    }

    package func admits(_ address: EmailAddress) -> Bool {
        switch self {
        case .invited: false
        case .open: true
        case .domains(let domains): domains.contains(address.domain)
        }
    }
}
