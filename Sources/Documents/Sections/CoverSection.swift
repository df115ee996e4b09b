/// The head of the first page: who it is about, when, the score, whom to speak to and where the lead stands.
enum CoverSection {
    private static let padding = 16.0
    private static let scoreWidth = 158.0
    private static let contactLabelWidth = 66.0
    private static let contactGap = 5.0
    private static let detailLabelWidth = 84.0

    static func add(_ dossier: PrintableDossier, to composer: inout PageComposer) throws(DossierError) {
        try title(dossier, &composer)
        composer.y += 18
        try panel(dossier, &composer)
        try details(dossier, &composer)
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
        let contactX = PageGeometry.left + padding + scoreWidth + padding * 2
        let contactWidth = PageGeometry.right - padding - contactX
        let rows = try contactRows(dossier, setter, width: contactWidth)
        let titleHeight = 17.0
        let contactHeight = rows.reduce(titleHeight) { $0 + $1.height + contactGap } - contactGap
        let scoreHeight = 86.0
        let height = padding * 2 + max(scoreHeight, contactHeight)
        composer.reserve(height)
        let top = composer.y
        composer.append(.fill(Box(x: PageGeometry.left, y: top, width: PageGeometry.frameWidth, height: height), .panel, radius: 6))
        try score(dossier, &composer, x: PageGeometry.left + padding, y: top + padding)

        var y = top + padding
        let heading = try setter.block(dossier.wording.mainContact, .subheading, width: contactWidth)
        composer.text(heading, heading.lines.indices, as: .subheading, x: contactX, y: y)
        y += titleHeight
        for row in rows {
            if let label = row.label {
                composer.pair(label, x: contactX, row.value, x: contactX + contactLabelWidth, y: y, link: row.link)
            } else {
                composer.text(row.value, row.value.lines.indices, as: .paragraph, x: contactX, y: y)
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
        let wording = dossier.wording
        guard let contact = dossier.contacts.items.first else {
            return [ContactRow(label: nil, value: try setter.block(wording.noContacts, .label, width: width), link: nil)]
        }
        var rows: [ContactRow] = []
        for (label, value, link) in [
            (wording.name, contact.name, nil), (wording.email, contact.email, contact.emailLink), (wording.phone, contact.phone, nil),
        ] {
            guard let value else { continue }
            rows.append(
                ContactRow(
                    label: try setter.block(label, .label, width: contactLabelWidth - 8, maxLines: 2),
                    value: try setter.block(value, link == nil ? .cell : .link, width: width - contactLabelWidth, maxLines: 3), link: link))
        }
        return rows
    }

    /// Two to a row, but one that is too long for half of it has a row of its own.
    private static func details(_ dossier: PrintableDossier, _ composer: inout PageComposer) throws(DossierError) {
        let setter = composer.typesetter
        let half = (PageGeometry.frameWidth - padding * 3) / 2
        var left: (label: TextBlock, value: TextBlock)?
        if !dossier.details.items.isEmpty { composer.y += 12 }
        for detail in dossier.details.items {
            let label = try setter.block(detail.label, .label, width: detailLabelWidth - 8, maxLines: 2)
            let value = try setter.block(detail.value, .cell, width: half - detailLabelWidth, maxLines: 3)
            if value.lines.count == 1 {
                if let pair = left {
                    row([pair, (label, value)], half: half, &composer)
                    left = nil
                } else {
                    left = (label, value)
                }
                continue
            }
            if let pair = left { row([pair], half: half, &composer) }
            left = nil
            let width = PageGeometry.frameWidth - padding * 2 - detailLabelWidth
            row([(label, try setter.block(detail.value, .cell, width: width, maxLines: 4))], half: half, &composer)
        }
        if let pair = left { row([pair], half: half, &composer) }
        try composer.remainder(dossier.details.hidden, dossier.wording)
    }

    private static func row(_ pairs: [(label: TextBlock, value: TextBlock)], half: Double, _ composer: inout PageComposer) {
        let height = pairs.map { PageComposer.pairHeight($0.label, $0.value) }.max() ?? 0
        composer.reserve(height)
        var x = PageGeometry.left + padding
        for pair in pairs {
            composer.pair(pair.label, x: x, pair.value, x: x + detailLabelWidth, y: composer.y)
            x += half + padding
        }
        composer.y += height + 4
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
        composer.bar(gauge, filled: Double(dossier.score) / 100, .accent)
        let end = gauge.x + gauge.width * Double(dossier.score) / 100
        for quarter in 1...3 {
            let tick = gauge.x + gauge.width * Double(quarter) / 4
            // Beside the rounded end it would look like a crack.
            guard abs(tick - end) > gauge.height else { continue }
            composer.append(.fill(Box(x: tick - 0.4, y: gauge.y, width: 0.8, height: gauge.height), .panel, radius: 0))
        }
        let found = try setter.block(dossier.signalsFound, .small, width: scoreWidth)
        composer.text(found, found.lines.indices, as: .paragraph, x: x, y: gauge.y + gauge.height + 6)
    }
}
