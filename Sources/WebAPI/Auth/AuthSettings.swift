package import Identity

/// What the operator decides about the sign-in service for stock clients.
package struct AuthSettings: Sendable {
    /// What happens when a link from a mail is opened.
    package enum LinkVisit: String, Sendable, CaseIterable {
        /// A page with a button is shown, and the button redeems the link: mail scanners open links, they press no buttons.
        case asks = "ask"
        /// The link is redeemed at once, as the protocol's origin does it. Only where no scanner stands between node and reader.
        case redeems = "redeem"
    }

    /// Where the node is reached by stock clients, without a slash at its end.
    package let apiURL: @Sendable () -> String
    package let redirects: RedirectPolicy
    package let linkVisit: LinkVisit
    package let signUp: SignUpPolicy
    /// What someone is whom a program with the service key adds.
    package let userRole: Role
    package let version: String

    package init(
        apiURL: @escaping @Sendable () -> String, redirects: RedirectPolicy, linkVisit: LinkVisit = .asks, signUp: SignUpPolicy,
        userRole: Role, version: String
    ) {
        self.apiURL = apiURL
        self.redirects = redirects
        self.linkVisit = linkVisit
        self.signUp = signUp
        self.userRole = userRole
        self.version = version
    }
}
