/// What is new, gone or different since the analysis before; nothing for a lead's first.
enum ChangesSection {
    private static let kindWidth = 56.0
    private static let labelWidth = 112.0

    static func add(_ dossier: PrintableDossier, to composer: inout PageComposer) throws(DossierError) {
        guard let changes = dossier.changes else { return }
        let wording = dossier.wording
        try composer.heading(wording.changes)
        let against = "\(wording.comparedWith) \(changes.since)  ·  \(wording.score) \(changes.score)"
        composer.place(try composer.typesetter.block(against, .label, width: PageGeometry.frameWidth), as: .paragraph)
        composer.y += 6
        let items = changes.items.items
        guard !items.isEmpty else {
            composer.place(try composer.typesetter.block(wording.nothingChanged, .label, width: PageGeometry.frameWidth), as: .paragraph)
            return
        }
        let findingWidth = PageComposer.remainingWidth(beside: kindWidth, labelWidth)
        let columns = [
            TableColumn(wording.change, width: kindWidth), TableColumn(wording.fact, width: labelWidth),
            TableColumn(wording.findingAlone, width: findingWidth),
        ]
        let setter = composer.typesetter
        try composer.table(columns, rows: items.count) { index throws(DossierError) in
            let change = items[index]
            let kind = try setter.block(word(for: change, wording), .cell, width: kindWidth, maxLines: 2)
            let label = try setter.block(change.label, .label, width: labelWidth, maxLines: 4)
            var finding: [TableCell.Part] = []
            if let after = change.after {
                finding.append(.text(try setter.block(after, .strong, width: findingWidth, maxLines: 4), link: nil))
                if let before = change.before {
                    finding.append(
                        .text(try setter.block("\(wording.before) \(before)", .small, width: findingWidth, maxLines: 4), link: nil))
                }
            } else if let before = change.before {
                finding.append(.text(try setter.block(before, .label, width: findingWidth, maxLines: 4), link: nil))
            }
            return [TableCell([.text(kind, link: nil)]), TableCell([.text(label, link: nil)]), TableCell(finding)]
        }
        try composer.remainder(changes.items.hidden, wording)
    }

    private static func word(for change: PrintableDossier.Change, _ wording: DossierWording) -> String {
        if change.before == nil { return wording.new }
        return change.after == nil ? wording.gone : wording.changed
    }
}
