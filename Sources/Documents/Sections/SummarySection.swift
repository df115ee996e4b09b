/// What to know and how to begin, before the detail.
enum SummarySection {
    private static let labelWidth = 120.0
    private static let numberWidth = 18.0

    static func add(_ dossier: PrintableDossier, to composer: inout PageComposer) throws(DossierError) {
        let wording = dossier.wording
        let isEmpty = dossier.highlights.isEmpty && dossier.openings.items.isEmpty && dossier.notices.items.isEmpty
        try composer.heading(wording.summary)
        if isEmpty {
            composer.place(try composer.typesetter.block(wording.noFacts, .label, width: PageGeometry.frameWidth), as: .paragraph)
        }
        for fact in dossier.highlights { try highlight(fact, &composer) }
        if !dossier.openings.items.isEmpty {
            try composer.subheading(wording.openings)
            for (index, opening) in dossier.openings.items.enumerated() {
                try item(opening, mark: "\(index + 1).", &composer)
            }
            try composer.remainder(dossier.openings.hidden, wording)
        }
        if !dossier.notices.items.isEmpty {
            try composer.subheading(wording.notices)
            for notice in dossier.notices.items { try item(notice, mark: "•", &composer) }
            try composer.remainder(dossier.notices.hidden, wording)
        }
    }

    private static func highlight(_ fact: PrintableDossier.Fact, _ composer: inout PageComposer) throws(DossierError) {
        let setter = composer.typesetter
        let label = try setter.block(fact.label, .label, width: labelWidth - 10, maxLines: 3)
        let value = try setter.block(fact.value, .cell, width: PageGeometry.frameWidth - labelWidth, maxLines: 4)
        let height = PageComposer.pairHeight(label, value)
        composer.reserve(height)
        composer.pair(label, x: PageGeometry.left, value, x: PageGeometry.left + labelWidth, y: composer.y)
        composer.y += height + 5
    }

    private static func item(_ text: String, mark: String, _ composer: inout PageComposer) throws(DossierError) {
        let setter = composer.typesetter
        let sign = try setter.block(mark, .label, width: numberWidth)
        let block = try setter.block(text, .body, width: PageGeometry.frameWidth - numberWidth, maxLines: DossierLimits.cellLines)
        let height = PageComposer.pairHeight(sign, block)
        composer.reserve(height)
        composer.pair(sign, x: PageGeometry.left, block, x: PageGeometry.left + numberWidth, y: composer.y)
        composer.y += height + 4
    }
}
