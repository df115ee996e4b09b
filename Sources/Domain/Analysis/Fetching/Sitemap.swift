import Primitives

/// The addresses that a sitemap lists (sitemaps.org protocol 0.9), read without building a tree.
///
/// A file is read byte by byte for its `<loc>` elements: what else it holds, entities and nesting included, has no effect.
struct Sitemap: Sendable, Hashable {
    /// The protocol allows 50 MB; the pages that we look for stand in the first one or not at all.
    static let maximumBytes = 1_024 * 1_024
    static let maximumAddresses = 5_000

    /// Pages, or further sitemaps of an index.
    let addresses: [String]
    let isIndex: Bool

    /// `nil` for anything that is no sitemap.
    init?(_ body: [UInt8]) {
        let head = Array(body.prefix(2_048))
        isIndex = head.firstRange(of: "<sitemapindex", from: 0) != nil
        guard isIndex || head.firstRange(of: "<urlset", from: 0) != nil else { return nil }
        var found: [String] = []
        var position = 0
        while found.count < Self.maximumAddresses, let start = body.firstRange(of: "<loc>", from: position) {
            let first = start + 5
            guard let end = body.firstRange(of: "</loc>", from: first) else { break }
            position = end + 6
            guard end - first <= WebAddress.maximumBytes else { continue }
            let text = String(decoding: body[first..<end], as: UTF8.self).trimmingSpaces()
            let plain = text.hasPrefix("<![CDATA[") && text.hasSuffix("]]>") ? String(text.dropFirst(9).dropLast(3)) : text
            found.append(plain.replacing("&amp;", with: "&"))
        }
        addresses = found
    }
}
