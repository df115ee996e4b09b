/// The part of a legal notice that speaks of the hosting company: its numbers and addresses are not the lead's.
enum HostingNotice {
    /// A hosting company's name, address, phone and number take about this many bytes.
    private static let reach = 260

    /// Words that end it.
    private static let ends = [
        "éditeur", "editeur", "publisher", "directeur", "directrice", "responsable de", "propriété", "propriete", "données personnelles",
        "cookies", "contact",
        "intellectual", "©",
    ]

    static func covers(_ position: Int, in page: SitePage) -> Bool {
        let before = page.text.before(position, bytes: reach)
        // "Hébergement" also is what a hotel sells: outside a legal notice only the hosting company's own words count.
        let opens =
            page.role == .legal
            ? ["héberg", "heberg", "hosted by", "hosting"] : ["hébergeur", "hébergé par", "hebergeur", "heberge par", "hosted by"]
        let bytes = Array(before.utf8)
        guard let start = opens.compactMap({ lastOffset(of: $0, in: bytes) }).max() else { return false }
        return !ends.contains { bytes.firstRange(of: $0, from: start) != nil }
    }

    private static func lastOffset(of needle: String, in bytes: [UInt8]) -> Int? {
        var last: Int?
        while let found = bytes.firstRange(of: needle, from: last.map { $0 + 1 } ?? 0) { last = found }
        return last
    }
}
