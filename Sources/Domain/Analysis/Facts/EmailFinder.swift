import Primitives

/// E-mail addresses: `mailto:` links, plain text, and the simple disguises against harvesters that people put in front of readers.
enum EmailFinder {
    /// Signs of an address looked at on one page.
    private static let maximumSigns = 100

    static func find(in reading: SiteReading, into facts: inout FactList) {
        var found: [(address: EmailAddress, page: SitePage, snippet: String)] = []
        for page in reading.pages {
            for link in page.content.links where link.target.lowercased().hasPrefix("mailto:") {
                // A forgotten quotation mark leaves half the page in the link.
                let written = String(
                    PercentEncoding.decoded(String(link.target.dropFirst(7))).drop { $0 == " " }.prefix { !"?<>\",; ".contains($0) })
                guard let address = accepted(written) else { continue }
                found.append((address, page, link.text.isEmpty ? written : "\(link.text) (mailto:\(written))"))
            }
            for written in page.content.unscrambledEmails {
                guard let address = accepted(written) else { continue }
                found.append((address, page, written))
            }
            for object in StructuredIdentity.organizations(on: page) {
                guard let written = StructuredIdentity.text(object, "email"), let address = accepted(written.replacing("mailto:", with: ""))
                else { continue }
                found.append((address, page, "JSON-LD: \(written)"))
            }
            for (address, range) in written(in: page.text) where !HostingNotice.covers(range.lowerBound, in: page) {
                found.append((address, page, page.text.snippet(around: range)))
            }
        }
        // The company's own domain first: a web agency's address in the footer is nobody to sell to.
        let host = reading.pages.first?.address.domain ?? ""
        for isOwn in [true, false] {
            for entry in found where entry.address.domain.hasSuffix(host) == isOwn {
                facts.add(.email, entry.address.normalized, on: entry.page, snippet: entry.snippet)
            }
        }
    }

    private static func written(in text: PageText) -> [(EmailAddress, Range<Int>)] {
        var result: [(EmailAddress, Range<Int>)] = []
        for sign in text.occurrences(of: "@", limit: maximumSigns) {
            let start = localStart(text.bytes, before: sign.lowerBound)
            var end = sign.upperBound
            while end < text.bytes.count, isDomainByte(text.bytes[end]) { end += 1 }
            while end > sign.upperBound, text.bytes[end - 1] == 46 || text.bytes[end - 1] == 45 { end -= 1 }
            guard let address = accepted(text.string(start..<end)) else { continue }
            result.append((address, start..<end))
        }
        for disguise in ["[at]", "(at)", "{at}", "[arobase]", "(arobase)", "[@]", "(@)", "<at>", " arobase "] {
            for sign in text.occurrences(of: disguise, limit: maximumSigns) {
                guard let found = disguised(text, sign) else { continue }
                result.append(found)
            }
        }
        return result.sorted { $0.1.lowerBound < $1.1.lowerBound }
    }

    private static func disguised(_ text: PageText, _ sign: Range<Int>) -> (EmailAddress, Range<Int>)? {
        var before = sign.lowerBound
        while before > 0, text.bytes[before - 1] == 32 { before -= 1 }
        let start = localStart(text.bytes, before: before)
        let rest = text.rest(of: sign.upperBound, bytes: 100)
        var domain = String(decoding: text.lower[rest], as: UTF8.self)
        for dot in ["[dot]", "(dot)", "{dot}", "[point]", "(point)", "[.]", "(.)", " point ", " dot "] {
            domain = domain.replacing(" \(dot.trimmingSpaces()) ", with: ".").replacing(dot, with: ".")
        }
        let host = domain.trimmingSpaces().utf8.prefix { isDomainByte($0) }
        var written = text.string(start..<before) + "@" + String(decoding: host, as: UTF8.self)
        while written.hasSuffix(".") { written.removeLast() }
        return accepted(written).map { ($0, start..<rest.upperBound) }
    }

    private static func localStart(_ bytes: [UInt8], before end: Int) -> Int {
        var start = end
        while start > 0, end - start < 64, isLocalByte(bytes[start - 1]) { start -= 1 }
        while start < end, bytes[start] == 46 || bytes[start] == 45 { start += 1 }
        return start
    }

    private static func isLocalByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte | 0x20) || "._%+-'".utf8.contains(byte)
    }

    private static func isDomainByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte | 0x20) || byte == 46 || byte == 45
    }

    private static func accepted(_ text: String) -> EmailAddress? {
        guard let address = EmailAddress(text) else { return nil }
        let domain = String(address.domain)
        guard let suffix = domain.split(separator: ".").last, suffix.count >= 2,
            suffix.allSatisfy({ $0.isLetter || suffix.hasPrefix("xn--") }),
            !fileSuffixes.contains(String(suffix)), !placeholders.contains(where: { domain == $0 || domain.hasSuffix("." + $0) })
        else { return nil }
        return address
    }

    /// "logo@2x.png" has the shape of an address.
    private static let fileSuffixes: Set<String> = ["png", "jpg", "jpeg", "gif", "webp", "svg", "css", "js", "avif", "woff", "pdf"]

    /// Domains of form placeholders and of error trackers.
    private static let placeholders = [
        "example.com", "example.org", "example.net", "exemple.fr", "exemple.com", "domain.com", "domaine.fr", "domaine.com", "email.com",
        "mail.fr",
        "votredomaine.fr", "yourdomain.com", "votre-domaine.fr", "sentry.io", "sentry.wixpress.com", "wixpress.com",
    ]
}
