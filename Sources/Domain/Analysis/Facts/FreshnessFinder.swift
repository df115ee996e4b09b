import Primitives

/// When the site was last touched, as far as its pages say.
enum FreshnessFinder {
    /// A day, or only a year.
    struct Moment: Comparable {
        let date: CivilDate
        let isYearOnly: Bool

        var written: String {
            if isYearOnly { return String(date.year) }
            return "\(date.year)-\(date.month < 10 ? "0" : "")\(date.month)-\(date.day < 10 ? "0" : "")\(date.day)"
        }

        /// As one says it.
        func spoken(in language: Language) -> String {
            if isYearOnly { return String(date.year) }
            let names =
                language == .french
                ? ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
                : [
                    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
                    "December",
                ]
            return "\(date.day)\(language == .french && date.day == 1 ? "er" : "") \(names[Int(date.month) - 1]) \(date.year)"
        }

        static func < (left: Moment, right: Moment) -> Bool {
            // A full date says more than the year it lies in.
            (left.date.year, left.isYearOnly ? 0 : 1, left.date.daysSinceEpoch) < (
                right.date.year, right.isYearOnly ? 0 : 1, right.date.daysSinceEpoch
            )
        }
    }

    /// Sites of before are test data or typing errors.
    private static let earliestYear: Int64 = 1_995

    static func find(in reading: SiteReading, into facts: inout FactList) -> Moment? {
        let today = CivilDate(daysSinceEpoch: reading.now.seconds / 86_400)
        var best: (moment: Moment, page: SitePage, snippet: String)?
        func consider(_ moment: Moment?, _ page: SitePage, _ snippet: String) {
            guard let moment, moment.date.year >= earliestYear, moment.date.daysSinceEpoch <= today.daysSinceEpoch else { return }
            if let current = best, current.moment >= moment { return }
            best = (moment, page, snippet)
        }
        for page in reading.pages {
            for key in ["article:modified_time", "og:updated_time", "article:published_time", "last-modified", "date", "dcterms.modified"] {
                if let value = page.content.meta[key] { consider(day(value), page, "\(key): \(value)") }
            }
            for object in page.content.structured {
                for key in ["dateModified", "datePublished", "datePosted"] {
                    if let value = StructuredIdentity.text(object, key) { consider(day(value), page, "JSON-LD \(key): \(value)") }
                }
            }
            for value in page.content.dates { consider(day(value), page, "<time datetime=\"\(value)\">") }
            for phrase in [
                "mis à jour le", "mise à jour le", "mise à jour :", "dernière mise à jour", "last updated", "updated on", "last update",
                "最終更新",
            ] {
                for place in page.text.occurrences(of: phrase, limit: 5) {
                    let rest = page.text.string(page.text.rest(of: place.upperBound, bytes: 40))
                    consider(writtenDay(rest.lowercased()), page, page.text.snippet(around: place))
                }
            }
            for sign in ["©", "copyright", "(c) "] {
                for place in page.text.occurrences(of: sign, limit: 5) {
                    let year = lastYear(in: page.text.string(page.text.rest(of: place.upperBound, bytes: 60)))
                    consider(
                        year.map { Moment(date: CivilDate(year: $0, month: 1, day: 1), isYearOnly: true) }, page,
                        page.text.snippet(around: place))
                }
            }
        }
        guard let best else { return nil }
        facts.add(.lastUpdate, best.moment.written, on: best.page, snippet: best.snippet)
        return best.moment
    }

    /// `2026-03-14`, with or without a time.
    fileprivate static func day(_ text: String) -> Moment? {
        let parts = text.prefix(10).split(separator: "-").compactMap { Int64($0) }
        guard parts.count == 3 else { return nil }
        return moment(parts[0], parts[1], parts[2])
    }

    private static func moment(_ year: Int64, _ month: Int64, _ day: Int64) -> Moment? {
        guard (earliestYear...9_999).contains(year), (1...12).contains(month), (1...CivilDate.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        return Moment(date: CivilDate(year: year, month: month, day: day), isYearOnly: false)
    }

    /// "12/03/2026", "12 mars 2026", "March 12, 2026", "2026年3月12日", "2026-03-12".
    private static func writtenDay(_ text: String) -> Moment? {
        let tokens = text.split { !($0.isLetter || $0.isNumber) }.prefix(6).map(String.init)
        if let first = tokens.first, first.contains("年") {
            let parts = first.split { !("0"..."9").contains($0) }.compactMap { Int64($0) }
            return parts.count == 3 ? moment(parts[0], parts[1], parts[2]) : nil
        }
        let numbers = tokens.compactMap { Int64($0.prefix { ("0"..."9").contains($0) }) }
        if let month = tokens.compactMap({ months[String($0.prefix(4))] ?? months[String($0.prefix(3))] }).first {
            guard let year = numbers.first(where: { $0 > 1_900 }) else { return nil }
            return moment(year, month, numbers.first { $0 <= 31 } ?? 1)
        }
        guard numbers.count >= 3 else { return nil }
        return numbers[0] > 1_900 ? moment(numbers[0], numbers[1], numbers[2]) : moment(numbers[2], numbers[1], numbers[0])
    }

    /// First letters; four where French and English share three.
    private static let months: [String: Int64] = [
        "janv": 1, "jan": 1, "févr": 2, "fév": 2, "feb": 2, "mars": 3, "mar": 3, "avri": 4, "avr": 4, "apr": 4, "mai": 5, "may": 5,
        "juin": 6, "jun": 6,
        "juil": 7, "jul": 7, "août": 8, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "déc": 12, "dec": 12,
    ]

    private static func lastYear(in text: String) -> Int64? {
        text.split { !("0"..."9").contains($0) }.compactMap { $0.count == 4 ? Int64($0) : nil }.filter {
            (earliestYear...2_999).contains($0)
        }.max()
    }
}

extension FreshnessFinder.Moment {
    /// Reads what ``written`` writes.
    init?(written text: String) {
        if let day = FreshnessFinder.day(text) {
            self = day
        } else if text.utf8.count == 4, let year = Int64(text), (1_995...9_999).contains(year) {
            self.init(date: CivilDate(year: year, month: 1, day: 1), isYearOnly: true)
        } else {
            return nil
        }
    }
}
