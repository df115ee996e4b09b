/// What a site's robots.txt lets us read (RFC 9309).
package struct RobotsRules: Sendable, Hashable {
    /// RFC 9309 §2.5 asks parsers for at least 500 KiB; what lies beyond is not read.
    package static let maximumBytes = 500 * 1_024
    /// A file with more rules is generated nonsense; each path is matched against each.
    static let maximumRules = 1_000
    /// Longer patterns match no address that we would ask for.
    static let maximumPatternBytes = 500

    private struct Rule: Hashable {
        let allows: Bool
        let pattern: [UInt8]
    }

    /// A site with more lists the same pages in another order.
    static let maximumSitemaps = 5

    private var rules: [Rule] = []
    /// The addresses after `Sitemap:`, as written; they belong to no group (§2.2.4).
    private(set) var sitemaps: [String] = []

    private init() {}

    /// For a site without the file (any 4xx, §2.3.1.3).
    package static let everything = RobotsRules()
    /// For a site whose file can't be had (5xx, §2.3.1.4).
    package static let nothing = {
        var rules = RobotsRules()
        rules.rules = [Rule(allows: false, pattern: Array("/".utf8))]
        return rules
    }()

    /// - Parameter token: our product token, compared without case (§2.2.1).
    package init(_ text: some Sequence<UInt8>, token: String) {
        let token = token.lowercased()
        var ours: [Rule] = []
        var everyones: [Rule] = []
        var namesUs = false
        var namesEveryone = false
        var foundUs = false
        var readsAgents = false
        for line in Array(text.prefix(Self.maximumBytes)).split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            let content = line.prefix { $0 != 35 }
            guard let colon = content.firstIndex(of: 58) else { continue }
            let key = String(decoding: Self.trimmed(content[..<colon]), as: UTF8.self).lowercased()
            let value = Self.trimmed(content[content.index(after: colon)...])
            switch key.hasPrefix("\u{FEFF}") ? String(key.dropFirst()) : key {
            case "user-agent":
                if !readsAgents { (namesUs, namesEveryone) = (false, false) }
                readsAgents = true
                let agent = String(decoding: value, as: UTF8.self).lowercased()
                if agent == "*" { namesEveryone = true }
                // "UprisingNode/1.0" and "UprisingNode (bot)" mean us too: only the token counts.
                if agent.prefix(while: { $0.isASCII && ($0.isLetter || $0 == "-" || $0 == "_") }) == token {
                    namesUs = true
                    foundUs = true
                }
            case "allow", "disallow":
                readsAgents = false
                guard !value.isEmpty, value.count <= Self.maximumPatternBytes else { continue }
                let rule = Rule(allows: key == "allow", pattern: Self.normalized(value))
                if namesUs, ours.count < Self.maximumRules { ours.append(rule) }
                if namesEveryone, everyones.count < Self.maximumRules { everyones.append(rule) }
            case "sitemap":
                guard sitemaps.count < Self.maximumSitemaps, value.count <= Self.maximumPatternBytes else { continue }
                sitemaps.append(String(decoding: value, as: UTF8.self))
            default: continue  // crawl-delay and the like do not end a group (§2.2.4)
            }
        }
        rules = foundUs ? ours : everyones
    }

    /// The longest matching pattern decides; between equals, allow wins (§2.2.2).
    package func allows(_ pathAndQuery: String) -> Bool {
        if pathAndQuery == "/robots.txt" { return true }
        let path = Self.normalized(Array(pathAndQuery.utf8)[...])
        var best: Rule?
        for rule in rules where Self.matches(rule.pattern, path) {
            if let current = best,
                current.pattern.count > rule.pattern.count || (current.pattern.count == rule.pattern.count && current.allows)
            {
                continue
            }
            best = rule
        }
        return best?.allows ?? true
    }

    package func allows(_ address: WebAddress) -> Bool {
        allows(address.path + (address.query.map { "?" + $0 } ?? ""))
    }

    /// `*` is any run of bytes, `$` at the end anchors. Linear back-tracking to the last star only, so no pattern is exponential.
    private static func matches(_ pattern: [UInt8], _ path: [UInt8]) -> Bool {
        let anchored = pattern.last == 36
        let body = anchored ? pattern.dropLast() : pattern[...]
        var (at, position) = (body.startIndex, 0)
        var star: (at: Int, position: Int)?
        while true {
            if at == body.endIndex {
                if !anchored || position == path.count { return true }
            } else if body[at] == 42 {
                star = (at + 1, position)
                at += 1
                continue
            } else if position < path.count, body[at] == path[position] {
                at += 1
                position += 1
                continue
            }
            guard let last = star, last.position < path.count else { return false }
            star = (last.at, last.position + 1)
            (at, position) = (last.at, last.position + 1)
        }
    }

    /// Percent-encodes what is not ASCII and upper-cases escapes, so both sides compare as octets (§2.2.2).
    private static func normalized(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var escape = 0
        for byte in text {
            if byte >= 0x80 {
                let digits = Array("0123456789ABCDEF".utf8)
                result += [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
                escape = 0
            } else {
                result.append(escape > 0 && (97...102).contains(byte) ? byte - 32 : byte)
                escape = byte == 37 ? 2 : max(0, escape - 1)
            }
        }
        return result
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var slice = bytes
        while let first = slice.first, first == 32 || first == 9 { slice.removeFirst() }
        while let last = slice.last, last == 32 || last == 9 { slice.removeLast() }
        return slice
    }
}
