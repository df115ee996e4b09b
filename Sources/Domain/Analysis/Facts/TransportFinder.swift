import Primitives

/// What the connection itself shows: encryption and weight of the home page.
enum TransportFinder {
    static func find(in reading: SiteReading, into facts: inout FactList) {
        guard let home = reading.pages.first else { return }
        let https =
            home.address.isSecure
            ? reading.language("Oui, certificat valide", "Yes, valid certificate")
            : reading.language("Non, le site s’affiche sans connexion sécurisée", "No, the site is shown over an insecure connection")
        facts.add(.https, https, on: home, snippet: "HTTP \(home.status) · \(home.url)")
        let size = weight(home.byteCount, language: reading.language)
        let (scripts, images) = (home.content.scriptCount, home.content.imageCount)
        let value = reading.language(
            "\(home.isTruncated ? "plus de " : "")\(size) de HTML, \(scripts) script\(scripts > 1 ? "s" : ""), \(images) image\(images > 1 ? "s" : "")",
            "\(home.isTruncated ? "more than " : "")\(size) of HTML, \(scripts) script\(scripts == 1 ? "" : "s"), \(images) image\(images == 1 ? "" : "s")"
        )
        facts.add(.pageWeight, value, on: home, snippet: home.content.title ?? home.url)
    }

    private static func weight(_ bytes: Int, language: Language) -> String {
        if bytes < 1_024 { return language("\(bytes) octets", "\(bytes) bytes") }
        if bytes < 1_024 * 1_024 { return language("\((bytes + 512) / 1_024) Ko", "\((bytes + 512) / 1_024) KB") }
        let tenths = (bytes * 10 + 524_288) / 1_048_576
        return language("\(tenths / 10),\(tenths % 10) Mo", "\(tenths / 10).\(tenths % 10) MB")
    }
}
