/// Telephone numbers: `tel:` links, numbers with a calling code, and national numbers where the country is sure.
enum PhoneFinder {
    /// Candidates looked at on one page; a price list is full of digits.
    private static let maximumCandidates = 500

    static func find(in reading: SiteReading, into facts: inout FactList) {
        let country = reading.callingCountry
        for page in reading.pages {
            for link in page.content.links where link.target.lowercased().hasPrefix("tel:") {
                let written = PercentEncoding.decoded(String(link.target.dropFirst(4))).split(separator: ";").first.map(String.init) ?? ""
                guard let number = PhoneNumber(written, country: country) ?? PhoneNumber(written, country: .france) else { continue }
                facts.add(.phone, number.e164, on: page, snippet: link.text.isEmpty ? link.target : "\(link.text) (\(link.target))")
            }
            for object in StructuredIdentity.organizations(on: page) {
                guard let written = StructuredIdentity.text(object, "telephone"), let number = PhoneNumber(written, country: country) else {
                    continue
                }
                facts.add(.phone, number.e164, on: page, snippet: "JSON-LD: \(written)")
            }
            for candidate in candidates(in: page.text, country: country) where !HostingNotice.covers(candidate.range.lowerBound, in: page) {
                facts.add(.phone, candidate.number.e164, on: page, snippet: page.text.snippet(around: candidate.range))
            }
        }
    }

    private static func candidates(in text: PageText, country: PhoneNumber.Country?) -> [(number: PhoneNumber, range: Range<Int>)] {
        var result: [(PhoneNumber, Range<Int>)] = []
        var (position, tried) = (0, 0)
        let bytes = text.bytes
        while position < bytes.count, tried < maximumCandidates {
            let byte = bytes[position]
            let opens =
                byte == 43 || (48...57).contains(byte)
                || (byte == 40 && position + 1 < bytes.count && (bytes[position + 1] == 43 || bytes[position + 1] == 48))
            guard opens, position == 0 || !continues(bytes[position - 1]) else {
                position += 1
                continue
            }
            tried += 1
            let end = extent(of: bytes, from: position)
            if let found = number(in: text, position..<end, country: country) {
                result.append(found)
                position = found.1.upperBound
            } else {
                // Not a number: nor is any part of this run of digits and separators.
                position = max(end, position + 1)
            }
        }
        return result
    }

    /// A digit right after these belongs to something longer.
    private static func continues(_ byte: UInt8) -> Bool { PageText.isWordByte(byte) || "+.,/-_=#".utf8.contains(byte) }

    /// Digits with single separators between them, "(0)" and ") " included; at most what 15 digits in pairs take.
    private static func extent(of bytes: [UInt8], from start: Int) -> Int {
        var end = start + 1
        var separators = 0
        var position = start + 1
        while position < bytes.count, position - start < 30 {
            let byte = bytes[position]
            if (48...57).contains(byte) {
                separators = 0
                end = position + 1
            } else if byte == 32 || byte == 45 || byte == 46 || byte == 40 || byte == 41
                || (byte == 43 && bytes[start] == 40 && position == start + 1)
            {
                separators += 1
                if separators > 2 { break }
            } else {
                break
            }
            position += 1
        }
        return end
    }

    private static func number(in text: PageText, _ range: Range<Int>, country: PhoneNumber.Country?) -> (PhoneNumber, Range<Int>)? {
        let label = text.before(range.lowerBound, bytes: 24)
        if label.contains("fax") || label.contains("télécopie") || label.contains("siret") || label.contains("siren") { return nil }
        let written = text.string(range)
        let isWhole = range.upperBound == text.bytes.count || !PageText.isWordByte(text.bytes[range.upperBound])
        if written.hasPrefix("+") || written.hasPrefix("(+") || written.hasPrefix("00") {
            guard isWhole, let number = PhoneNumber(written, country: nil) else { return nil }
            return (number, range)
        }
        guard let country else { return nil }
        if country == .france {
            guard let end = frenchEnd(text.bytes, range), let number = PhoneNumber(text.string(range.lowerBound..<end), country: .france)
            else { return nil }
            return (number, range.lowerBound..<end)
        }
        // Elsewhere digits in a row say too little: a word must call them a phone number.
        guard isWhole, phoneWords.contains(where: label.contains), let number = PhoneNumber(written, country: country) else { return nil }
        return (number, range)
    }

    private static let phoneWords = ["tel", "tél", "phone", "call", "mobil", "ruf", "電話", "℡", "fon"]

    /// Ten digits from 0, in a row or in pairs: three by three would be a SIREN.
    private static func frenchEnd(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var digits = 0
        var position = range.lowerBound
        while position < range.upperBound, digits < 10 {
            if (48...57).contains(bytes[position]) {
                digits += 1
            } else if digits % 2 == 1 {
                return nil
            }
            position += 1
        }
        guard digits == 10 else { return nil }
        let next = position < bytes.count ? bytes[position] : 10
        return PageText.isWordByte(next) ? nil : position
    }
}
