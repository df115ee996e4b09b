/// What made the score: each signal, whether it was found, and its weight and points as a bar and as figures.
enum SignalsSection {
    private static let dotWidth = 8.0
    private static let barWidth = 132.0
    private static let pointsWidth = 52.0

    static func add(_ dossier: PrintableDossier, to composer: inout PageComposer) throws(DossierError) {
        let wording = dossier.wording
        try composer.heading(wording.signals)
        let signals = dossier.signals.items
        guard !signals.isEmpty else {
            composer.place(try composer.typesetter.block(wording.noSignals, .label, width: PageGeometry.frameWidth), as: .paragraph)
            return
        }
        let labelWidth = PageComposer.remainingWidth(beside: dotWidth, barWidth, pointsWidth)
        let columns = [
            TableColumn("", width: dotWidth), TableColumn(wording.signal, width: labelWidth), TableColumn(wording.chart, width: barWidth),
            TableColumn(wording.points, width: pointsWidth, .trailing),
        ]
        let setter = composer.typesetter
        try composer.table(columns, rows: signals.count + 1) { index throws(DossierError) in
            guard index < signals.count else { return try total(dossier, setter, labelWidth: labelWidth) }
            let signal = signals[index]
            let style: TextStyle = signal.found ? .cell : .label
            let label = try setter.block(signal.label, style, width: labelWidth, maxLines: 4)
            var text: [TableCell.Part] = [.text(label, link: nil)]
            if let note = signal.note {
                text.append(.text(try setter.block(note, .small, width: labelWidth, maxLines: 4), link: nil))
            }
            let points = try setter.block(signal.points, style, width: pointsWidth, maxLines: 2, alignment: .trailing)
            return [
                TableCell([.dot(signal.found)]), TableCell(text),
                TableCell([.bar(track: signal.track, filled: signal.bar, signal.isPenalty ? .penalty : .accent)]),
                TableCell([.text(points, link: nil)]),
            ]
        }
        try composer.remainder(dossier.signals.hidden, wording)
    }

    private static func total(_ dossier: PrintableDossier, _ setter: Typesetter, labelWidth: Double) throws(DossierError) -> [TableCell] {
        let label = try setter.block(dossier.wording.total, .strong, width: labelWidth, maxLines: 1)
        let points = try setter.block("\(dossier.score) / 100", .strong, width: pointsWidth, maxLines: 1, alignment: .trailing)
        return [TableCell([]), TableCell([.text(label, link: nil)]), TableCell([]), TableCell([.text(points, link: nil)])]
    }
}
