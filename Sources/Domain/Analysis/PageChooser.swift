/// Chooses which pages of a site are worth a request: one for each role, the strongest link first.
struct PageChooser {
    private struct Candidate {
        let address: WebAddress
        let strength: Int
    }

    /// Longer addresses lead to search results and sessions.
    private static let maximumAddressBytes = 300

    private static let maximumListedDepth = 2
    /// What lies between the strengths of a path and of the weakest word of a link, and more.
    private static let linkAdvantage = 100

    private let domain: String
    private var best: [PageRole: Candidate] = [:]
    private var seen: Set<String> = []
    private var done: Set<PageRole> = [.home]

    init(home: WebAddress) {
        domain = home.domain
        seen.insert(Self.key(home))
    }

    /// Takes the links of a page that was read. Of equally strong links the first wins.
    mutating func offer(_ content: PageContent, on page: WebAddress) {
        for link in content.links where !link.isEmbedded {
            guard let address = page.resolving(link.target), address.domain == domain, Self.isPage(address),
                !seen.contains(Self.key(address))
            else { continue }
            let path = Array(IdentityFinder.folded(PercentEncoding.decoded(address.path)).utf8)
            let text = Array(IdentityFinder.folded(link.text).utf8)
            for role in PageRole.allCases where !done.contains(role) {
                let strength = role.strength(path: path, text: text)
                guard strength > 0, strength > best[role]?.strength ?? 0 else { continue }
                best[role] = Candidate(address: address, strength: strength)
            }
        }
    }

    /// Whether no page is known that says who the company is and how to reach it.
    var lacksIdentity: Bool { [.contact, .legal, .about].contains { (role: PageRole) in !done.contains(role) && best[role] == nil } }

    /// Takes what a sitemap lists: its addresses speak by their path alone, and any link of a page speaks louder.
    mutating func offer(listed addresses: [WebAddress]) {
        for address in addresses where address.domain == domain && Self.isPage(address) && !seen.contains(Self.key(address)) {
            // "/contact", "/fr/contact": deeper ones are articles about such things.
            guard address.path.split(separator: "/").count <= Self.maximumListedDepth else { continue }
            let path = Array(IdentityFinder.folded(PercentEncoding.decoded(address.path)).utf8)
            for role in PageRole.allCases where !done.contains(role) {
                let strength = role.strength(path: path, text: []) - Self.linkAdvantage
                guard strength > 0, strength > best[role]?.strength ?? 0 else { continue }
                best[role] = Candidate(address: address, strength: strength)
            }
        }
    }

    /// The next page to read; each role and each address once.
    mutating func next() -> (address: WebAddress, role: PageRole)? {
        for role in PageRole.allCases where !done.contains(role) {
            guard let candidate = best.removeValue(forKey: role) else { continue }
            done.insert(role)
            // One page can be contact and legal notice in one: read once.
            guard seen.insert(Self.key(candidate.address)).inserted else { continue }
            return (candidate.address, role)
        }
        return nil
    }

    private static func key(_ address: WebAddress) -> String {
        var path = address.path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path + "?" + (address.query ?? "")
    }

    private static func isPage(_ address: WebAddress) -> Bool {
        let text = address.description
        guard text.utf8.count <= maximumAddressBytes else { return false }
        let name = address.path.split(separator: "/").last ?? ""
        let suffix = name.contains(".") ? name.split(separator: ".").last.map { $0.lowercased() } ?? "" : ""
        return ["", "html", "htm", "php", "asp", "aspx", "jsp", "xhtml", "shtml", "cfm"].contains(suffix)
            && !["add-to-cart", "logout", "wp-login", "wp-admin"].contains { text.contains($0) }
    }
}
