import Primitives

/// Postal addresses: structured data, French and Japanese addresses in the text, and `<address>` elements with a post code.
enum AddressFinder {
    static func find(in reading: SiteReading, into facts: inout FactList) {
        for page in reading.pages {
            for object in StructuredIdentity.organizations(on: page) {
                if let address = StructuredIdentity.address(object) {
                    facts.add(.address, address, on: page, snippet: "JSON-LD: \(address)")
                }
            }
        }
        if !facts[.address].isEmpty { return }
        for page in reading.pages where page.role != .legal || facts[.address].isEmpty {
            for (address, range) in french(page.text) where !HostingNotice.covers(range.lowerBound, in: page) {
                add(address, range, page, &facts)
            }
            for place in page.text.occurrences(of: "〒", limit: 3) {
                let range = page.text.rest(of: place.lowerBound, bytes: 120)
                facts.add(.address, page.text.string(range), on: page, snippet: page.text.snippet(around: range))
            }
        }
        if !facts[.address].isEmpty { return }
        for page in reading.pages {
            for text in page.content.addresses where text.contains(where: \.isNumber) && text.count >= 15 {
                facts.add(.address, text, on: page, snippet: text)
            }
        }
    }

    private static func add(_ address: String, _ range: Range<Int>, _ page: SitePage, _ facts: inout FactList) {
        // The same street with and without a comma, or in capitals, is one address.
        let key = IdentityFinder.folded(address)
        guard !facts[.address].contains(where: { IdentityFinder.folded($0.value) == key }) else { return }
        facts.add(.address, address, on: page, snippet: page.text.snippet(around: range))
    }

    private static let streets = [
        "rue ", "avenue ", "av. ", "boulevard ", "bd ", "place ", "chemin ", "route ", "impasse ", "allée ", "allee ", "quai ", "cours ",
        "square ",
        "faubourg ", "passage ", "esplanade ", "promenade ", "rond-point ", "zone ", "z.a. ", "za ", "zi ", "lieu-dit ", "voie ", "parc ",
        "hameau ",
    ]

    private static func french(_ text: PageText) -> [(String, Range<Int>)] {
        var result: [(String, Range<Int>)] = []
        let bytes = text.bytes
        var position = 0
        while position + 5 < bytes.count, result.count < 5 {
            guard (48...57).contains(bytes[position]) else {
                position += 1
                continue
            }
            var end = position
            while end < bytes.count, (48...57).contains(bytes[end]) { end += 1 }
            defer { position = end }
            guard end - position == 5, position == 0 || bytes[position - 1] == 32 || bytes[position - 1] == 10, end < bytes.count,
                bytes[end] == 32,
                isPostCode(text.string(position..<end)), let town = town(text, from: end + 1),
                let start = streetStart(text, before: position)
            else { continue }
            let street = text.string(start..<position).singleLine().trimming(",-–· ")
            result.append((street + ", " + text.string(position..<town).trimming(",-. "), start..<town))
        }
        return result
    }

    private static func isPostCode(_ digits: String) -> Bool {
        guard let department = Int(digits.prefix(2)) else { return false }
        return (1...95).contains(department) || department == 97 || department == 98
    }

    /// Up to four words from a capital letter, "CEDEX 2" included.
    private static func town(_ text: PageText, from start: Int) -> Int? {
        let line = text.string(text.rest(of: start, bytes: 60))
        guard line.first?.isUppercase == true else { return nil }
        var end = line.startIndex
        var words = 0
        for word in line.split(separator: " ", omittingEmptySubsequences: false).prefix(5) {
            let isLower =
                word.first?.isLowercase == true && !["sur", "sous", "en", "le", "la", "les", "de", "du", "lès", "aux"].contains(word)
            let isNumber = word.first?.isNumber == true
            let afterCedex = line[..<end].lowercased().hasSuffix("cedex")
            let isSign = !(word.first.map { $0.isLetter || $0.isNumber } ?? false)
            if words > 0, isLower || isSign || (isNumber && !afterCedex) { break }
            let bare = word.prefix { $0.isLetter || $0.isNumber || "-'’".contains($0) }
            end = bare.endIndex
            words += 1
            if bare.count < word.count || words == 4 { break }
        }
        return start + line.utf8.distance(from: line.startIndex, to: end)
    }

    /// The house number (or the street word) nearest before the post code, within this and the line before.
    private static func streetStart(_ text: PageText, before position: Int) -> Int? {
        var from = max(0, position - 100)
        while from < position, text.bytes[from] & 0xC0 == 0x80 { from += 1 }
        let window = String(decoding: text.lower[from..<position], as: UTF8.self)
        var best: Int?
        for street in streets {
            guard let found = window.ranges(of: street).last else { continue }
            let offset = window.utf8.distance(from: window.startIndex, to: found.lowerBound)
            let isWord = offset == 0 || !PageText.isWordByte(Array(window.utf8)[offset - 1])
            // Not the last but the first street word of one address: "rue de la Place d’Armes".
            if isWord { best = min(best ?? .max, from + offset) }
        }
        guard let street = best, text.bytes[street..<position].filter({ $0 == 10 }).count <= 1 else { return nil }
        var start = street
        var place = street
        while place > 0, street - place < 12, text.bytes[place - 1] != 10, isNumberPart(text.lower[place - 1]) {
            place -= 1
            if (48...57).contains(text.bytes[place]) { start = place }
        }
        return start
    }

    /// "12", "12 bis", "12 ter,", "12-14".
    private static func isNumberPart(_ byte: UInt8) -> Bool { (48...57).contains(byte) || " ,-/bister".utf8.contains(byte) }
}

extension String {
    fileprivate func trimming(_ characters: String) -> String {
        var text = self[...]
        while let first = text.first, characters.contains(first) { text.removeFirst() }
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return String(text)
    }
}
