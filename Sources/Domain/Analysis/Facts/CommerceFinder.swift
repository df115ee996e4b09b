import Primitives

/// How the company sells and grows: shop, booking, published prices, hiring.
enum CommerceFinder {
    static func find(
        in reading: SiteReading, technologies: [(rule: TechnologyRule, page: SitePage, snippet: String)], into facts: inout FactList
    ) {
        findShop(reading, technologies, &facts)
        findBooking(reading, technologies, &facts)
        findPricing(reading, &facts)
        findHiring(reading, technologies, &facts)
    }

    static func byAppointment(_ language: Language) -> String { language("Sur rendez-vous", "By appointment") }

    static func byQuotation(_ language: Language) -> String { language("Sur devis", "On quotation") }

    private typealias Trace = (rule: TechnologyRule, page: SitePage, snippet: String)

    private static func findShop(_ reading: SiteReading, _ technologies: [Trace], _ facts: inout FactList) {
        let shop = reading.language("Vend en ligne", "Sells online")
        if let trace = technologies.first(where: { $0.rule.category == .shop }) {
            return facts.add(.shop, "\(shop) (\(trace.rule.name))", on: trace.page, snippet: trace.snippet)
        }
        let words = [
            "ajouter au panier", "mon panier", "votre panier", "add to cart", "add to basket", "your cart", "in den warenkorb", "カートに入れる",
        ]
        if let (page, range) = firstPhrase(words, in: reading) {
            return facts.add(.shop, shop, on: page, snippet: page.text.snippet(around: range))
        }
        for page in reading.pages {
            for link in page.content.links {
                let path = link.target.lowercased()
                guard ["/panier", "/cart", "/checkout", "/basket"].contains(where: path.contains) else { continue }
                return facts.add(.shop, shop, on: page, snippet: "\(link.text) → \(link.target)")
            }
        }
    }

    private static func findBooking(_ reading: SiteReading, _ technologies: [Trace], _ facts: inout FactList) {
        let booking = reading.language("Réservation en ligne", "Books online")
        if let trace = technologies.first(where: { $0.rule.category == .booking }) {
            return facts.add(.booking, "\(booking) (\(trace.rule.name))", on: trace.page, snippet: trace.snippet)
        }
        let words = [
            "réserver en ligne", "réservez en ligne", "réservation en ligne", "prendre rendez-vous en ligne", "prenez rendez-vous en ligne",
            "book online",
            "book now", "online booking", "オンライン予約", "予約する",
        ]
        if let (page, range) = firstPhrase(words, in: reading) {
            return facts.add(.booking, booking, on: page, snippet: page.text.snippet(around: range))
        }
        if let (page, range) = firstPhrase(
            ["prendre rendez-vous", "prenez rendez-vous", "sur rendez-vous", "by appointment", "book an appointment"], in: reading)
        {
            facts.add(.booking, byAppointment(reading.language), on: page, snippet: page.text.snippet(around: range))
        }
    }

    private static func findPricing(_ reading: SiteReading, _ facts: inout FactList) {
        let ordered =
            reading.pages.filter { $0.role == .pricing || $0.role == .shop }
            + reading.pages.filter { $0.role != .pricing && $0.role != .shop && $0.role != .legal }
        for page in ordered {
            guard let (price, range) = price(in: page.text) else { continue }
            return facts.add(
                .pricing, reading.language("Prix affichés (par exemple \(price))", "Prices shown (\(price), for example)"), on: page,
                snippet: page.text.snippet(around: range))
        }
        if let (page, range) = firstPhrase(
            ["devis gratuit", "demander un devis", "demandez un devis", "free quote", "request a quote", "sur devis"], in: reading)
        {
            facts.add(.pricing, byQuotation(reading.language), on: page, snippet: page.text.snippet(around: range))
        }
    }

    /// The first amount that is a price: not a share capital, not "0 €", not a turnover in millions.
    private static func price(in text: PageText) -> (String, Range<Int>)? {
        for sign in ["€", " eur", "円"] {
            for place in text.occurrences(of: sign, limit: 40) {
                var start = place.lowerBound
                while start > 0, place.lowerBound - start < 14,
                    (48...57).contains(text.bytes[start - 1]) || " .,".utf8.contains(text.bytes[start - 1])
                { start -= 1 }
                let amount = text.string(start..<place.lowerBound).trimmingSpaces()
                guard amount.first?.isNumber == true, amount.contains(where: { ("1"..."9").contains($0) }),
                    amount.filter(\.isNumber).count <= 6
                else { continue }
                let before = text.before(start, bytes: 40)
                guard !before.contains("capital"), !before.contains("chiffre d") else { continue }
                let unit = sign == " eur" ? "EUR" : sign
                return ("\(amount)\(sign == "円" ? "" : " ")\(unit)", start..<place.upperBound)
            }
        }
        for sign in ["£", "$", "¥", "€"] {
            for place in text.occurrences(of: sign, limit: 40) {
                let rest = text.string(text.rest(of: place.upperBound, bytes: 12)).drop { $0 == " " }
                let amount = rest.prefix { $0.isNumber || $0 == "." || $0 == "," }
                guard amount.first?.isNumber == true, amount.contains(where: { ("1"..."9").contains($0) }) else { continue }
                return (sign + String(amount).trimmedPunctuation, place.lowerBound..<place.upperBound + amount.utf8.count)
            }
        }
        return nil
    }

    private static func findHiring(_ reading: SiteReading, _ technologies: [Trace], _ facts: inout FactList) {
        for page in reading.pages {
            for object in page.content.structured(ofType: ["JobPosting"]) {
                guard let title = StructuredIdentity.text(object, "title") else { continue }
                return facts.add(
                    .hiring, reading.language("Recrute : \(title)", "Hiring: \(title)"), on: page, snippet: "JSON-LD JobPosting: \(title)")
            }
        }
        for page in reading.pages.sorted(by: { ($0.role == .careers ? 0 : 1) < ($1.role == .careers ? 0 : 1) }) {
            for mark in ["(h/f)", "(f/h)", "h/f", "f/h", "(m/w/d)", "(h/f/x)"] {
                guard let place = page.text.words(mark, limit: 1).first ?? page.text.occurrences(of: mark, limit: 1).first else { continue }
                let line = page.text.line(at: place.lowerBound)
                let title = PageText.clean(page.text.string(line.lowerBound..<place.upperBound))
                let short = title.count <= 80 ? title : "…" + String(title.suffix(80))
                return facts.add(
                    .hiring, reading.language("Recrute : \(short)", "Hiring: \(short)"), on: page, snippet: page.text.snippet(around: place)
                )
            }
        }
        let words = [
            "nous recrutons", "on recrute", "recrute actuellement", "postes à pourvoir", "poste à pourvoir", "offres d'emploi",
            "offres d’emploi",
            "rejoignez notre équipe", "we're hiring", "we’re hiring", "we are hiring", "open positions", "current vacancies",
            "join our team", "採用情報", "wir suchen",
        ]
        if let (page, range) = firstPhrase(words, in: reading) {
            return facts.add(.hiring, reading.language("Recrute", "Hiring"), on: page, snippet: page.text.snippet(around: range))
        }
        if let trace = technologies.first(where: { $0.rule.category == .recruiting }) {
            facts.add(
                .hiring, reading.language("Recrute (\(trace.rule.name))", "Hiring (\(trace.rule.name))"), on: trace.page,
                snippet: trace.snippet)
        }
    }

    private static func firstPhrase(_ phrases: [String], in reading: SiteReading) -> (SitePage, Range<Int>)? {
        for page in reading.pages {
            for phrase in phrases {
                if let range = page.text.occurrences(of: phrase, limit: 1).first { return (page, range) }
            }
        }
        return nil
    }
}

extension String {
    fileprivate var trimmedPunctuation: String {
        var text = self[...]
        while let last = text.last, last == "." || last == "," { text.removeLast() }
        return String(text)
    }
}
