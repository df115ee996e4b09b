import Primitives

/// Legal identity: SIREN, SIRET, VAT number with their check digits, legal form and capital.
enum LegalFinder {
    /// Numbers that are shown but fail their check digits; worth a warning.
    struct Numbers {
        var invalidNumbers: [String] = []
    }

    static func find(in reading: SiteReading, into facts: inout FactList) -> Numbers {
        var numbers = Numbers()
        for page in reading.pages where page.role == .legal { read(page, into: &facts, &numbers) }
        for page in reading.pages where page.role != .legal { read(page, into: &facts, &numbers) }
        // A SIRET or a French VAT number contains the SIREN; the hosting company's is left out as the first number wins.
        if facts[.siren].isEmpty, let siret = facts.first(.siret) {
            facts.add(.siren, String(siret.value.prefix(9)), url: siret.url, snippet: siret.snippet)
        }
        if facts[.siren].isEmpty, let vat = facts.first(.vat), vat.value.hasPrefix("FR") {
            facts.add(.siren, String(vat.value.suffix(9)), url: vat.url, snippet: vat.snippet)
        }
        return numbers
    }

    private static func read(_ page: SitePage, into facts: inout FactList, _ numbers: inout Numbers) {
        let text = page.text
        for label in ["siret", "siren", "r.c.s", "rcs", "immatriculée", "immatriculé", "registre du commerce", "numéro unique"] {
            for place in text.words(label, limit: 6) where !HostingNotice.covers(place.lowerBound, in: page) {
                guard let (digits, range) = digits(after: place, in: text) else { continue }
                if CompanyNumber.isSIRET(digits) {
                    facts.add(.siret, digits, on: page, snippet: text.snippet(around: place.lowerBound..<range.upperBound))
                } else if CompanyNumber.isSIREN(digits) {
                    facts.add(.siren, digits, on: page, snippet: text.snippet(around: place.lowerBound..<range.upperBound))
                } else if label == "siret" && digits.count == 14 || label != "siret" && digits.count == 9, numbers.invalidNumbers.count < 3,
                    !numbers.invalidNumbers.contains(digits)
                {
                    numbers.invalidNumbers.append(digits)
                }
            }
        }
        findVAT(page, into: &facts)
        findForm(page, into: &facts)
    }

    /// Nine or fourteen digits, grouped or not, within the words after a label. "RCS Rennes B 123 456 782" has a town between.
    private static func digits(after label: Range<Int>, in text: PageText) -> (String, Range<Int>)? {
        var position = label.upperBound
        let limit = min(text.bytes.count, position + 70)
        while position < limit {
            guard (48...57).contains(text.bytes[position]) else {
                position += 1
                continue
            }
            var end = position
            var digits: [UInt8] = []
            var stops = [(count: 0, end: 0)]
            while end < text.bytes.count, digits.count <= 14 {
                let byte = text.bytes[end]
                if (48...57).contains(byte) {
                    digits.append(byte)
                    stops.append((digits.count, end + 1))
                } else if !((byte == 32 || byte == 46 || byte == 45) && end + 1 < text.bytes.count
                    && (48...57).contains(text.bytes[end + 1]))
                {
                    break
                }
                end += 1
            }
            for count in [14, 9] where digits.count == count || (digits.count > count && count == 9) {
                guard let stop = stops.first(where: { $0.count == count }) else { continue }
                // The end of the number must be the end of a group.
                if stop.end < text.bytes.count, (48...57).contains(text.bytes[stop.end]) { continue }
                return (String(decoding: digits.prefix(count), as: UTF8.self), position..<stop.end)
            }
            position = max(end, position + 1)
        }
        return nil
    }

    /// What announces a VAT number in the languages of the Union, as it stands in a text of which ASCII and Latin-1 are in lower case.
    private static let vatLabels = [
        "tva", "vat", "ust-id", "ust-idnr", "uid", "umsatzsteuer", "p.iva", "partita iva", "iva", "btw", "nif", "cif", "moms", "cvr", "alv",
        "dič", "diČ", "dph", "áfa", "adószám", "kmkr", "pvn", "pvm", "nip", "cui", "ddv", "oib", "ДДС", "ΑΦΜ", "intracommunautaire",
    ]

    private static func findVAT(_ page: SitePage, into facts: inout FactList) {
        let text = page.text
        for object in StructuredIdentity.organizations(on: page) {
            guard let written = StructuredIdentity.text(object, "vatID") else { continue }
            let number = written.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
            if VATNumber.isValid(number) { facts.add(.vat, number, on: page, snippet: "JSON-LD vatID: \(written)") }
        }
        for label in vatLabels {
            for place in text.words(label, limit: 6) where !HostingNotice.covers(place.lowerBound, in: page) {
                let range = place.upperBound..<min(text.bytes.count, place.upperBound + 70)
                guard let (number, end) = vat(in: text, range) else { continue }
                facts.add(.vat, number, on: page, snippet: text.snippet(around: place.lowerBound..<end))
            }
        }
    }

    /// Two or three digits say too little, check digit or not.
    private static let shortestVAT = 6

    private static func vat(in text: PageText, _ range: Range<Int>) -> (String, Int)? {
        let bytes = text.bytes
        for start in range where start + 4 < bytes.count && !PageText.isWordByte(bytes[start - 1]) {
            let country = text.string(start..<start + 2).uppercased()
            guard country.utf8.count == 2, let lengths = VATNumber.length(country) else { continue }
            var (number, position, gap) = (country, start + 2, false)
            var found: (String, Int)?
            while position < bytes.count, number.utf8.count < 2 + lengths.upperBound {
                let byte = bytes[position]
                if (48...57).contains(byte) || (97...122).contains(byte | 0x20) {
                    number += text.string(position..<position + 1).uppercased()
                    gap = false
                    // The end of the number must be the end of a group; of several the longest is meant.
                    let ends = position + 1 == bytes.count || !PageText.isWordByte(bytes[position + 1])
                    if ends, number.utf8.count >= 2 + shortestVAT, VATNumber.isValid(number) { found = (number, position + 1) }
                } else if !gap, byte == 32 || byte == 46 || byte == 45 {
                    gap = true
                } else {
                    break
                }
                position += 1
            }
            if let found { return found }
        }
        return nil
    }

    /// Longest first: "SASU" contains "SAS".
    private static let forms: [(written: String, shown: String)] = [
        ("société par actions simplifiée unipersonnelle", "SASU"), ("société par actions simplifiée", "SAS"),
        ("société à responsabilité limitée", "SARL"), ("entreprise unipersonnelle à responsabilité limitée", "EURL"),
        ("société coopérative", "Société coopérative"), ("société civile", "Société civile"), ("société anonyme", "SA"),
        ("association loi 1901", "Association loi 1901"), ("entreprise individuelle", "Entreprise individuelle"),
        ("auto-entrepreneur", "Micro-entreprise"), ("micro-entreprise", "Micro-entreprise"), ("autoentrepreneur", "Micro-entreprise"),
        ("株式会社", "株式会社"), ("合同会社", "合同会社"),
    ]

    private static let shortForms = [
        "SASU", "SAS", "SARL", "EURL", "SELARL", "SCOP", "SCIC", "SNC", "SCI", "GmbH", "UG", "Ltd", "LLC", "Inc.", "S.A.S.", "S.A.R.L.",
        "SPRL", "SRL", "BV", "AG", "SA",
    ]

    private static func findForm(_ page: SitePage, into facts: inout FactList) {
        guard facts[.legalForm].isEmpty else { return }
        let text = page.text
        let capital = capital(on: page)
        var form: (shown: String, range: Range<Int>)?
        for entry in forms {
            if let place = text.occurrences(of: entry.written, limit: 3).first(where: { !HostingNotice.covers($0.lowerBound, in: page) }) {
                form = (entry.shown, place)
                break
            }
        }
        if form == nil {
            for short in shortForms {
                let places = text.words(short.lowercased(), limit: 5).filter {
                    !HostingNotice.covers($0.lowerBound, in: page) && text.string($0) == short
                }
                // Two letters alone mean too many things, unless a capital follows.
                guard
                    let place = places.first(where: { place in
                        short.count > 2 || capital.map { abs($0.range.lowerBound - place.upperBound) < 60 } ?? false
                    })
                else { continue }
                form = (short.replacing(".", with: ""), place)
                break
            }
        }
        guard let form else { return }
        let near = capital.flatMap { abs($0.range.lowerBound - form.range.lowerBound) < 200 ? $0 : nil }
        let value = near.map { found in
            page.content.language?.hasPrefix("fr") ?? true
                ? "\(form.shown) au capital de \(found.amount)" : "\(form.shown), capital \(found.amount)"
        }
        facts.add(.legalForm, value ?? form.shown, on: page, snippet: text.snippet(around: form.range))
    }

    private static func capital(on page: SitePage) -> (amount: String, range: Range<Int>)? {
        let text = page.text
        for label in ["au capital de", "capital social de", "capital social", "capital de", "share capital"] {
            for place in text.occurrences(of: label, limit: 3) where !HostingNotice.covers(place.lowerBound, in: page) {
                let rest = text.string(text.rest(of: place.upperBound, bytes: 40)).drop { " :".contains($0) }
                let amount = rest.prefix { $0.isNumber || " .,'".contains($0) }
                let unit = rest[amount.endIndex...].lowercased()
                guard amount.contains(where: \.isNumber), unit.hasPrefix("€") || unit.hasPrefix("eur") else { continue }
                return (String(amount).trimmingSpaces() + " €", place.lowerBound..<place.upperBound + amount.utf8.count)
            }
        }
        return nil
    }
}
