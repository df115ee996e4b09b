import Primitives

/// A content made fit to print: cleaned, cut to `DossierLimits`, its sources numbered in order of appearance.
struct PrintableDossier: Sendable {
    /// The first of a list, and how many more there were.
    struct Listing<Item: Sendable>: Sendable {
        var items: [Item] = []
        var hidden = 0
    }

    struct Contact: Sendable {
        let label: String
        let value: String
        let link: WebAddress?
    }

    struct Signal: Sendable {
        let label: String
        let note: String?
        let found: Bool
        let points: String
        /// 0 to 1 of the weight.
        let share: Double
        let isPenalty: Bool
    }

    struct Fact: Sendable {
        let kind: String
        let label: String
        let value: String
        let snippet: String?
        let source: Int?
        let link: WebAddress?
    }

    struct Source: Sendable {
        let number: Int
        let title: String?
        let address: String
        let link: WebAddress?
        let status: String
    }

    struct Moment: Sendable {
        let date: String
        let text: String
    }

    let wording: DossierWording
    let createdAt: Timestamp
    let company: String
    let website: String?
    let websiteLink: WebAddress?
    let workspaceName: String
    let leadID: String
    let score: Int
    let signalsFound: String
    private(set) var contacts = Listing<Contact>()
    private(set) var signals = Listing<Signal>()
    private(set) var facts = Listing<Fact>()
    private(set) var highlights: [Fact] = []
    private(set) var openings = Listing<String>()
    private(set) var notices = Listing<String>()
    private(set) var notes: [String] = []
    private(set) var moments = Listing<Moment>()
    private(set) var sources = Listing<Source>()

    init(_ content: DossierContent) {
        var text = PrintableText()
        wording = DossierWording.of(content.language)
        createdAt = content.createdAt.printable
        company = text.line(content.company, limit: DossierLimits.company) ?? "–"
        website = text.line(content.website, limit: DossierLimits.shownAddress)
        websiteLink = content.website.flatMap(Self.siteLink)
        workspaceName = text.line(content.workspaceName, limit: DossierLimits.workspaceName) ?? ""
        leadID = text.line(content.leadID, limit: DossierLimits.leadID) ?? ""
        score = min(max(content.score.total, 0), 100)
        signalsFound = wording.signalsFound(content.score.signals.count(where: \.found), content.score.signals.count)
        contacts = Self.listing(content.contacts, limit: DossierLimits.contacts) { contact in
            guard let value = text.line(contact.value, limit: DossierLimits.value) else { return nil }
            return Contact(
                label: text.line(contact.label, limit: DossierLimits.label) ?? "", value: value,
                link: Self.contactLink(contact.value))
        }
        openings = Self.listing(content.openings, limit: DossierLimits.openings) { text.line($0, limit: DossierLimits.sentence) }
        notices = Self.listing(content.notices, limit: DossierLimits.notices) { text.line($0, limit: DossierLimits.sentence) }
        var register = SourceRegister(pages: content.pages)
        facts = Self.listing(content.facts, limit: DossierLimits.facts) { fact in
            guard let value = text.line(fact.value, limit: DossierLimits.value) else { return nil }
            return Fact(
                kind: fact.kind, label: text.line(fact.label, limit: DossierLimits.label) ?? "", value: value,
                snippet: text.line(fact.snippet, limit: DossierLimits.snippet), source: register.number(of: fact.url),
                link: WebAddress(fact.url))
        }
        highlights = Highlights.strongest(of: facts.items)
        signals = Self.listing(content.score.signals, limit: DossierLimits.signals) { signal in
            let share = signal.weight == 0 ? 0 : (Double(signal.points) / Double(signal.weight)).magnitude
            return Signal(
                label: text.line(signal.label, limit: DossierLimits.value) ?? "–",
                note: text.line(signal.note, limit: DossierLimits.sentence),
                found: signal.found, points: "\(Self.figure(signal.points)) / \(Self.figure(signal.weight))", share: min(share, 1),
                isPenalty: signal.points < 0)
        }
        notes = text.paragraphs(content.notes, limit: DossierLimits.notes, lines: DossierLimits.noteLines)
        let wording = wording
        moments = Self.listing(content.timeline, limit: DossierLimits.moments) { moment in
            text.line(moment.text, limit: DossierLimits.sentence).map { Moment(date: wording.moment(moment.at), text: $0) }
        }
        sources = Self.listing(register.finished(), limit: DossierLimits.sources) { entry in
            Source(
                number: entry.number, title: text.line(entry.page?.title, limit: DossierLimits.pageTitle),
                address: text.line(entry.url, limit: DossierLimits.shownAddress) ?? "–", link: WebAddress(entry.url),
                status: entry.page.map { (100...999).contains($0.status) ? String($0.status) : "–" } ?? "–")
        }
    }

    /// Items of which nothing printable is left are dropped and not counted as hidden.
    private static func listing<Given, Item>(_ given: [Given], limit: Int, _ make: (Given) -> Item?) -> Listing<Item> {
        Listing(items: given.prefix(limit).compactMap(make), hidden: max(0, given.count - limit))
    }

    /// With a minus sign, which is as wide as a digit, instead of a hyphen.
    private static func figure(_ number: Int) -> String {
        number < 0 ? "\u{2212}\(number.magnitude)" : String(number)
    }

    private static func contactLink(_ value: String) -> WebAddress? {
        guard value.utf8.count <= DossierLimits.linkBytes else { return nil }
        return WebAddress(value) ?? EmailAddress(value).flatMap { WebAddress("mailto:\($0)") }
    }

    /// A web site is often given without its scheme.
    private static func siteLink(_ website: String) -> WebAddress? {
        guard website.utf8.count <= DossierLimits.linkBytes else { return nil }
        if let address = WebAddress(website) { return address }
        guard website.contains("."), !website.contains(where: { $0 == ":" || $0 == "@" || $0.isWhitespace }) else { return nil }
        return WebAddress("https://\(website)")
    }
}
