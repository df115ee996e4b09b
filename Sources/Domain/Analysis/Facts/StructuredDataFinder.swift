import Primitives

/// What a site tells machines about itself: schema.org types in JSON-LD, and Open Graph for links that are shared.
enum StructuredDataFinder {
    /// More types are a generated catalogue.
    private static let maximumTypes = 8

    static func find(in reading: SiteReading, into facts: inout FactList) {
        var types: [String] = []
        for page in reading.pages {
            for name in page.content.structured.flatMap({ StructuredIdentity.texts($0, "@type") }) where types.count < maximumTypes {
                let short = name.singleLine().prefix(utf8: 40)
                if !short.isEmpty, !types.contains(short) { types.append(short) }
            }
        }
        guard let home = reading.pages.first else { return }
        let shared = ["og:title", "og:description", "og:image", "og:site_name", "og:type", "og:url", "og:locale", "twitter:card"].filter {
            home.content.meta[$0]?.isEmpty == false
        }
        var parts: [String] = []
        if !types.isEmpty { parts.append("JSON-LD (\(types.joined(separator: ", ")))") }
        if !shared.isEmpty { parts.append("Open Graph (\(shared.joined(separator: ", ")))") }
        guard !parts.isEmpty else { return }
        let page = types.isEmpty ? home : reading.pages.first { !$0.content.structured.isEmpty } ?? home
        let evidence = shared.first.map { "\($0): \(home.content.meta[$0] ?? "")" } ?? "JSON-LD @type: \(types[0])"
        facts.add(.structuredData, parts.joined(separator: ", "), on: page, snippet: evidence)
    }
}
