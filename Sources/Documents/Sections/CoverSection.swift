/// The head of the first page: who it is about, when, the score and how to reach them.
enum CoverSection {
    private static let padding = 16.0
    private static let scoreWidth = 158.0
    private static let contactLabelWidth = 66.0
    private static let contactGap = 5.0

    static func add(_ dossier: PrintableDossier, to composer: inout PageComposer) throws(DossierError) {
        try title(dossier, &composer)
        composer.y += 18
        try panel(dossier, &composer)
    }

    private static func title(_ dossier: PrintableDossier, _ composer: inout PageComposer) throws(DossierError) {
        let width = PageGeometry.frameWidth
        composer.append(.fill(Box(x: PageGeometry.left, y: 50, width: 30, height: 3), .accent, radius: 1.5))
        composer.y = 62
        let kind = try composer.typesetter.block(dossier.wording.document, .subheading, width: width / 2)
        composer.text(kind, kind.lines.indices, as: .paragraph, x: PageGeometry.left, y: composer.y)
        if !dossier.workspaceName.isEmpty {
            let name = try composer.typesetter.block(dossier.workspaceName, .label, width: width / 2, maxLines: 1, alignment: .trailing)
            composer.text(name, name.lines.indices, as: .paragraph, x: PageGeometry.left + width / 2, y: composer.y)
        }
        composer.y += kind.height + 16
        composer.bookmark(dossier.company, at: 0)
        composer.place(try composer.typesetter.block(dossier.company, .display, width: width, maxLines: 4), as: .title)
        composer.y += 5
        if let website = dossier.website {
            let block = try composer.typesetter.block(website, .link, width: width, maxLines: 2)
            composer.place(block, as: .paragraph, link: dossier.websiteLink)
            composer.y += 2
        }
        let date = "\(dossier.wording.established) \(dossier.wording.moment(dossier.createdAt))"
        composer.place(try composer.typesetter.block(date, .label, width: width), as: .paragraph)
    }

    private static func panel(_ dossier: PrintableDossier, _ composer: inout PageComposer) throws(DossierError) {
        let setter = composer.typesetter
        let contactsX = PageGeometry.left + padding + scoreWidth + padding * 2
        let contactsWidth = PageGeometry.right - padding - contactsX
        let rows = try contactRows(dossier, setter, width: contactsWidth)
        let titleHeight = 17.0
        let contactsHeight = rows.reduce(titleHeight) { $0 + $1.height + contactGap } - contactGap
        let scoreHeight = 86.0
        let height = padding * 2 + max(scoreHeight, contactsHeight)
        composer.reserve(height)
        let top = composer.y
        composer.append(.fill(Box(x: PageGeometry.left, y: top, width: PageGeometry.frameWidth, height: height), .panel, radius: 6))
        try score(dossier, &composer, x: PageGeometry.left + padding, y: top + padding)

        var y = top + padding
        let heading = try setter.block(dossier.wording.contacts, .subheading, width: contactsWidth)
        composer.text(heading, heading.lines.indices, as: .subheading, x: contactsX, y: y)
        y += titleHeight
        for row in rows {
            if let label = row.label {
                composer.pair(label, x: contactsX, row.value, x: contactsX + contactLabelWidth, y: y, link: row.link)
            } else {
                composer.text(row.value, row.value.lines.indices, as: .paragraph, x: contactsX, y: y)
            }
            y += row.height + contactGap
        }
        composer.y = top + height
    }

    private struct ContactRow {
        let label: TextBlock?
        let value: TextBlock
        let link: WebAddress?
        var height: Double { label.map { PageComposer.pairHeight($0, value) } ?? value.height }
    }

    private static func contactRows(
        _ dossier: PrintableDossier, _ setter: Typesetter, width: Double
    ) throws(DossierError) -> [ContactRow] {
        guard !dossier.contacts.items.isEmpty else {
            return [ContactRow(label: nil, value: try setter.block(dossier.wording.noContacts, .label, width: width), link: nil)]
        }
        var rows: [ContactRow] = []
        for contact in dossier.contacts.items {
            let style: TextStyle = contact.link == nil ? .cell : .link
            rows.append(
                ContactRow(
                    label: try setter.block(contact.label, .label, width: contactLabelWidth - 8, maxLines: 2),
                    value: try setter.block(contact.value, style, width: width - contactLabelWidth, maxLines: 3), link: contact.link))
        }
        if dossier.contacts.hidden > 0 {
            let text = dossier.wording.hidden(dossier.contacts.hidden)
            rows.append(ContactRow(label: nil, value: try setter.block(text, .label, width: width), link: nil))
        }
        return rows
    }

    /// The figure, the gauge under it with its ends named, and how many signals were found.
    private static func score(_ dossier: PrintableDossier, _ composer: inout PageComposer, x: Double, y: Double) throws(DossierError) {
        let setter = composer.typesetter
        let heading = try setter.block(dossier.wording.score, .subheading, width: scoreWidth)
        composer.text(heading, heading.lines.indices, as: .subheading, x: x, y: y)
        let figure = try setter.block(String(dossier.score), .figure, width: scoreWidth)
        let scale = try setter.block("/ 100", .label, width: 40)
        composer.append(.begin(.paragraph, []))
        composer.linked(figure, figure.lines.indices, x: x, y: y + 10, link: nil)
        let baseline = y + 10 + (figure.lines.first?.baseline ?? 0)
        composer.linked(scale, scale.lines.indices, x: x + figure.width + 5, y: baseline - (scale.lines.first?.baseline ?? 0), link: nil)
        composer.append(.end(.paragraph))
        let gauge = Box(x: x, y: y + 61, width: scoreWidth, height: 8)
        composer.bar(gauge, share: Double(dossier.score) / 100, .accent)
        for quarter in 1...3 {
            let tick = gauge.x + gauge.width * Double(quarter) / 4
            composer.append(.fill(Box(x: tick - 0.4, y: gauge.y, width: 0.8, height: gauge.height), .panel, radius: 0))
        }
        let found = try setter.block(dossier.signalsFound, .small, width: scoreWidth)
        composer.text(found, found.lines.indices, as: .paragraph, x: x, y: gauge.y + gauge.height + 6)
    }
}
