package import Primitives

/// Where the links in letters lead.
package struct SignInLinks: Sendable {
    private let pageURL: @Sendable () -> String
    private let apiURL: @Sendable () -> String

    /// - Parameters: addresses without a slash at their end: of the page, and of the origin that stock clients are given. Asked each
    ///   time, for a node that takes any free port learns its own late.
    package init(pageURL: @escaping @Sendable () -> String, apiURL: @escaping @Sendable () -> String) {
        self.pageURL = pageURL
        self.apiURL = apiURL
    }

    package init(pageURL: String, apiURL: String) {
        self.init(pageURL: { pageURL }, apiURL: { apiURL })
    }

    /// The page's link keeps its token in the fragment, which reaches no server and no log; a stock client's is read by the node.
    package func link(_ token: Secret, door: CodeDoor, slot: CodeSlot, redirect: String?) -> String {
        let token = token.revealedText
        switch door {
        case .page: return "\(pageURL())/sign-in/link#token=\(token)"
        case .wire:
            let target = redirect.map { "&redirect_to=\(PercentEncoding.encode(segment: $0))" } ?? ""
            return "\(apiURL())/auth/v1/verify?token=\(token)&type=\(slot.linkType)\(target)"
        }
    }
}
