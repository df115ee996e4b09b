/// What happened to the lead, the newest first, and who did it; nothing when nothing did.
enum TimelineSection {
    private static let dateWidth = 144.0
    private static let actorWidth = 92.0

    static func add(_ dossier: PrintableDossier, to composer: inout PageComposer) throws(DossierError) {
        let moments = dossier.moments.items
        guard !moments.isEmpty else { return }
        try composer.heading(dossier.wording.timeline)
        let textWidth = PageComposer.remainingWidth(beside: dateWidth, actorWidth)
        let columns = [
            TableColumn(dossier.wording.date, width: dateWidth), TableColumn(dossier.wording.event, width: textWidth),
            TableColumn(dossier.wording.actor, width: actorWidth),
        ]
        let setter = composer.typesetter
        try composer.table(columns, rows: moments.count) { index throws(DossierError) in
            let date = try setter.block(moments[index].date, .label, width: dateWidth, maxLines: 2)
            let text = try setter.block(moments[index].text, .cell, width: textWidth, maxLines: DossierLimits.cellLines)
            var actor: [TableCell.Part] = []
            if let name = moments[index].actor {
                actor.append(.text(try setter.block(name, .label, width: actorWidth, maxLines: 3), link: nil))
            }
            return [TableCell([.text(date, link: nil)]), TableCell([.text(text, link: nil)]), TableCell(actor)]
        }
        try composer.remainder(dossier.moments.hidden, dossier.wording)
    }
}
