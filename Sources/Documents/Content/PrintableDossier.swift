import Primitives

/// A content made fit to print: cleaned, cut to `DossierLimits`, its sources numbered in order of appearance.
struct PrintableDossier: Sendable {
    let wording: DossierWording
    let createdAt: Timestamp
    let company: String
    let website: String?
    let websiteLink: WebAddress?
    let workspaceName: String
    let leadID: String
    let score: Int
    let signalsFound: String
    let details: Listing<Detail>
    let contacts: Listing<Contact>
    let signals: Listing<Signal>
    let changes: Changes?
    let facts: Listing<Fact>
    let highlights: [Fact]
    let openings: Listing<String>
    let notices: Listing<String>
    let notes: Listing<Note>
    let moments: Listing<Moment>
    let sources: Listing<Source>

    init(_ content: DossierContent) {
        let wording = DossierWording(language: content.language)
        var text = PrintableText()
        self.wording = wording
        createdAt = content.createdAt.printable
        company = text.line(content.company, limit: DossierLimits.company) ?? "–"
        website = text.line(content.website, limit: DossierLimits.shownAddress)
        websiteLink = content.website.flatMap(Self.siteLink)
        workspaceName = text.line(content.workspaceName, limit: DossierLimits.workspaceName) ?? ""
        leadID = text.line(content.leadID, limit: DossierLimits.leadID) ?? ""
        score = Self.score(content.score.total)
        signalsFound = wording.signalsFound(content.score.signals.count(where: \.found), of: content.score.signals.count)
        details = Self.listing(content.details, limit: DossierLimits.details) { detail in
            guard let value = text.line(detail.value, limit: DossierLimits.value) else { return nil }
            return Detail(label: text.line(detail.label, limit: DossierLimits.label) ?? "", value: value)
        }
        contacts = Self.listing(content.contacts, limit: DossierLimits.contacts) { Self.contact($0, &text) }
        openings = Self.listing(content.openings, limit: DossierLimits.openings) { text.line($0, limit: DossierLimits.sentence) }
        notices = Self.listing(content.notices, limit: DossierLimits.notices) { text.line($0, limit: DossierLimits.sentence) }
        var register = SourceRegister(pages: content.pages)
        facts = Self.facts(content.facts, &register, &text)
        highlights = Highlights.strongest(of: facts.items)
        changes = content.changes.map { Self.changes($0, to: content.score.total, wording, &text) }
        signals = Self.signals(content.score.signals, &text)
        moments = Self.listing(content.timeline, limit: DossierLimits.moments, hidden: content.earlierMoments) { moment in
            text.line(moment.text, limit: DossierLimits.sentence).map {
                Moment(date: wording.moment(moment.at), text: $0, actor: text.line(moment.actor, limit: DossierLimits.label))
            }
        }
        notes = Self.notes(content, wording, &text)
        sources = Self.listing(register.finished(), limit: DossierLimits.sources) { entry in
            Source(
                number: entry.number, title: text.line(entry.page?.title, limit: DossierLimits.pageTitle),
                address: text.line(entry.url, limit: DossierLimits.shownAddress) ?? "–", link: WebAddress(entry.url),
                status: entry.page.map { (100...999).contains($0.status) ? String($0.status) : "–" } ?? "–")
        }
    }

    /// Items of which nothing printable is left are dropped and not counted as hidden.
    private static func listing<Given, Item>(
        _ given: [Given], limit: Int, hidden: Int = 0, _ make: (Given) -> Item?
    ) -> Listing<Item> {
        Listing(items: given.prefix(limit).compactMap(make), hidden: sum(max(0, given.count - limit), hidden))
    }

    private static func facts(
        _ given: [DossierFact], _ register: inout SourceRegister, _ text: inout PrintableText
    ) -> Listing<Fact> {
        var left = DossierLimits.factCharacters
        var leftOut = 0
        var facts = listing(given, limit: DossierLimits.facts) { fact -> Fact? in
            guard left > 0 else {
                leftOut += 1
                return nil
            }
            guard let value = text.line(fact.value, limit: DossierLimits.value) else { return nil }
            let label = text.line(fact.label, limit: DossierLimits.label) ?? ""
            left -= label.unicodeScalars.count + value.unicodeScalars.count
            let snippet = left > 0 ? text.line(fact.snippet, limit: DossierLimits.snippet) : nil
            left -= snippet?.unicodeScalars.count ?? 0
            return Fact(
                kind: fact.kind, label: label, value: value, snippet: snippet, source: register.number(of: fact.url),
                link: WebAddress(fact.url))
        }
        facts.hidden = sum(leftOut, facts.hidden)
        return facts
    }

    private static func contact(_ contact: DossierContact, _ text: inout PrintableText) -> Contact? {
        let name = text.line(contact.name, limit: DossierLimits.value)
        let email = text.line(contact.email, limit: DossierLimits.value)
        let phone = text.line(contact.phone, limit: DossierLimits.value)
        guard name != nil || email != nil || phone != nil else { return nil }
        return Contact(
            name: name, role: text.line(contact.role, limit: DossierLimits.value), email: email,
            emailLink: contact.email.flatMap(mailLink), phone: phone)
    }

    private static func changes(
        _ changes: DossierChanges, to total: Int, _ wording: DossierWording, _ text: inout PrintableText
    ) -> Changes {
        Changes(
            since: wording.moment(changes.since), score: "\(score(changes.scoreBefore)) → \(score(total))",
            items: listing(changes.items, limit: DossierLimits.changes) { change in
                let before = text.line(change.before, limit: DossierLimits.value)
                let after = text.line(change.after, limit: DossierLimits.value)
                guard before != nil || after != nil else { return nil }
                return Change(label: text.line(change.label, limit: DossierLimits.label) ?? "", before: before, after: after)
            })
    }

    /// All bars of the chart are to one scale: the heaviest signal's track is the longest.
    private static func signals(_ given: [DossierSignal], _ text: inout PrintableText) -> Listing<Signal> {
        let longest = given.prefix(DossierLimits.signals).map { Double(max($0.weight.magnitude, $0.points.magnitude)) }.max() ?? 0
        let scale = max(longest, 1)
        return listing(given, limit: DossierLimits.signals) { signal in
            Signal(
                label: text.line(signal.label, limit: DossierLimits.value) ?? "–",
                note: text.line(signal.note, limit: DossierLimits.sentence), found: signal.found,
                points: "\(figure(signal.points)) / \(figure(signal.weight))", track: Double(signal.weight.magnitude) / scale,
                bar: Double(signal.points.magnitude) / scale, isPenalty: signal.points < 0)
        }
    }

    /// The lead's own notes, then those of the team; all notes together share the room for them.
    private static func notes(_ content: DossierContent, _ wording: DossierWording, _ text: inout PrintableText) -> Listing<Note> {
        let own = text.paragraphs(content.notes, limit: DossierLimits.notes, lines: DossierLimits.noteLines)
        var characters = DossierLimits.teamNotes
        var lines = DossierLimits.teamNoteLines
        var notes = Listing(items: own.isEmpty ? [] : [Note(heading: nil, paragraphs: own)])
        let team = listing(content.teamNotes, limit: DossierLimits.teamNotesShown, hidden: content.earlierNotes) { note -> Note? in
            guard characters > 0, lines > 0 else {
                notes.hidden += 1
                return nil
            }
            let paragraphs = text.paragraphs(
                note.text, limit: min(DossierLimits.notes, characters), lines: min(DossierLimits.noteLines, lines))
            guard !paragraphs.isEmpty else { return nil }
            characters -= paragraphs.reduce(0) { $0 + $1.unicodeScalars.count }
            lines -= paragraphs.count
            let author = text.line(note.author, limit: DossierLimits.label)
            return Note(heading: [author, wording.moment(note.at)].compactMap(\.self).joined(separator: " · "), paragraphs: paragraphs)
        }
        notes.items += team.items
        notes.hidden = sum(notes.hidden, team.hidden)
        return notes
    }

    /// Of two counts, one of which came from outside.
    private static func sum(_ count: Int, _ given: Int) -> Int {
        let (sum, isTooLarge) = count.addingReportingOverflow(max(0, given))
        return isTooLarge ? .max : sum
    }

    private static func score(_ total: Int) -> Int {
        min(max(total, 0), 100)
    }

    /// With a minus sign, which is as wide as a digit, instead of a hyphen.
    private static func figure(_ number: Int) -> String {
        number < 0 ? "\u{2212}\(number.magnitude)" : String(number)
    }

    private static func mailLink(_ value: String) -> WebAddress? {
        guard value.utf8.count <= DossierLimits.linkBytes else { return nil }
        return EmailAddress(value).flatMap { WebAddress("mailto:\($0)") }
    }

    /// A web site is often given without its scheme.
    private static func siteLink(_ website: String) -> WebAddress? {
        guard website.utf8.count <= DossierLimits.linkBytes else { return nil }
        if let address = WebAddress(website) { return address }
        guard website.contains("."), !website.contains(where: { $0 == ":" || $0 == "@" || $0.isWhitespace }) else { return nil }
        return WebAddress("https://\(website)")
    }
}
