/// What happened to the lead, in the order given; nothing when nothing did.
enum TimelineSection {
    private static let dateWidth = 132.0

    static func add(_ dossier: PrintableDossier, to composer: inout PageComposer) throws(DossierError) {
        let moments = dossier.moments.items
        guard !moments.isEmpty else { return }
        try composer.heading(dossier.wording.timeline)
        let textWidth = PageComposer.remainingWidth(beside: dateWidth)
        let columns = [TableColumn(dossier.wording.date, width: dateWidth), TableColumn(dossier.wording.event, width: textWidth)]
        let setter = composer.typesetter
        try composer.table(columns, rows: moments.count) { index throws(DossierError) in
            let date = try setter.block(moments[index].date, .label, width: dateWidth, maxLines: 2)
            let text = try setter.block(moments[index].text, .cell, width: textWidth, maxLines: DossierLimits.cellLines)
            return [TableCell([.text(date, link: nil)]), TableCell([.text(text, link: nil)])]
        }
        try composer.remainder(dossier.moments.hidden, dossier.wording)
    }
}
