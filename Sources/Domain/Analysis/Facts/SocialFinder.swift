/// Accounts on social networks, from links and from structured data; buttons that share or post are not accounts.
enum SocialFinder {
    private struct Network {
        let name: String
        let hosts: [String]
        /// First path segments that lead to no account.
        let reserved: Set<String>
    }

    private static let networks = [
        Network(
            name: "Facebook", hosts: ["facebook.com", "fb.com", "fb.me"],
            reserved: [
                "sharer", "sharer.php", "share", "share.php", "dialog", "plugins", "tr", "login", "policies", "help", "privacy", "hashtag",
            ]),
        Network(name: "Instagram", hosts: ["instagram.com"], reserved: ["p", "reel", "explore", "accounts", "about", "legal"]),
        Network(
            name: "LinkedIn", hosts: ["linkedin.com"],
            reserved: ["sharearticle", "share", "sharing", "shareactive", "legal", "feed", "login", "cws", "jobs"]),
        Network(
            name: "X", hosts: ["x.com", "twitter.com"],
            reserved: ["intent", "share", "home", "search", "hashtag", "i", "privacy", "tos", "widgets", "login"]),
        Network(
            name: "YouTube", hosts: ["youtube.com"],
            reserved: ["watch", "embed", "results", "playlist", "shorts", "iframe_api", "t", "live"]),
        Network(name: "TikTok", hosts: ["tiktok.com"], reserved: ["embed", "legal", "share", "discover", "tag"]),
        Network(name: "Pinterest", hosts: ["pinterest.com", "pinterest.fr"], reserved: ["pin"]),
        Network(name: "GitHub", hosts: ["github.com"], reserved: ["features", "login", "about", "pricing"]),
        Network(name: "Bluesky", hosts: ["bsky.app"], reserved: ["intent", "search"]),
        Network(name: "Threads", hosts: ["threads.net", "threads.com"], reserved: ["intent"]),
        Network(name: "WhatsApp", hosts: ["wa.me"], reserved: ["share", ""]),
        Network(name: "Malt", hosts: ["malt.fr", "malt.com"], reserved: ["", "s", "a"]),
    ]

    static func find(in reading: SiteReading, into facts: inout FactList) {
        for page in reading.pages {
            for object in StructuredIdentity.organizations(on: page) {
                for target in StructuredIdentity.texts(object, "sameAs") { add(target, text: "JSON-LD sameAs", page: page, into: &facts) }
            }
            for link in page.content.links where !link.isEmbedded { add(link.target, text: link.text, page: page, into: &facts) }
        }
    }

    private static func add(_ target: String, text: String, page: SitePage, into facts: inout FactList) {
        guard let address = page.address.resolving(target), let network = network(of: address.host) else { return }
        let segments = address.path.split(separator: "/")
        guard let first = segments.first, !network.reserved.contains(first.lowercased()) else { return }
        let isProfile = first == "profile.php" && address.query != nil
        let path = segments.prefix(3).joined(separator: "/") + (isProfile ? "?\(address.query ?? "")" : "")
        let account = "https://\(address.host.hasPrefix("www.") ? String(address.host.dropFirst(4)) : address.host)/\(path)"
        facts.add(.social, account, on: page, snippet: text.isEmpty ? "\(network.name) → \(target)" : "\(text) → \(target)")
    }

    private static func network(of host: String) -> Network? {
        networks.first { network in network.hosts.contains { host == $0 || host.hasSuffix("." + $0) } }
    }
}
