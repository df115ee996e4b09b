/// Every fact with its excerpt and the number of its source.
enum FactsSection {
    private static let labelWidth = 112.0
    private static let sourceWidth = 36.0

    static func add(_ dossier: PrintableDossier, to composer: inout PageComposer) throws(DossierError) {
        let wording = dossier.wording
        try composer.heading(wording.facts)
        let facts = dossier.facts.items
        guard !facts.isEmpty else {
            composer.place(try composer.typesetter.block(wording.noFacts, .label, width: PageGeometry.frameWidth), as: .paragraph)
            return
        }
        let findingWidth = PageComposer.remainingWidth(beside: labelWidth, sourceWidth)
        let columns = [
            TableColumn(wording.fact, width: labelWidth), TableColumn(wording.finding, width: findingWidth),
            TableColumn(wording.source, width: sourceWidth, .trailing),
        ]
        let setter = composer.typesetter
        try composer.table(columns, rows: facts.count) { index throws(DossierError) in
            let fact = facts[index]
            let label = try setter.block(fact.label, .label, width: labelWidth, maxLines: 4)
            let value = try setter.block(fact.value, .strong, width: findingWidth, maxLines: DossierLimits.cellLines)
            var finding: [TableCell.Part] = [.text(value, link: nil)]
            if let snippet = fact.snippet, snippet != fact.value {
                finding.append(.text(try setter.block(snippet, .small, width: findingWidth, maxLines: 4), link: nil))
            }
            var source: [TableCell.Part] = []
            if let number = fact.source {
                let style: TextStyle = fact.link == nil ? .label : .link
                source.append(.text(try setter.block("[\(number)]", style, width: sourceWidth, alignment: .trailing), link: fact.link))
            }
            return [TableCell([.text(label, link: nil)]), TableCell(finding), TableCell(source)]
        }
        try composer.remainder(dossier.facts.hidden, wording)
    }
}
