/// The numbered addresses that facts refer to, and the other pages that were read.
enum SourcesSection {
    private static let numberWidth = 28.0
    private static let statusWidth = 52.0

    static func add(_ dossier: PrintableDossier, to composer: inout PageComposer) throws(DossierError) {
        let sources = dossier.sources.items
        guard !sources.isEmpty else { return }
        let wording = dossier.wording
        try composer.heading(wording.sources)
        let pageWidth = PageComposer.remainingWidth(beside: numberWidth, statusWidth)
        let columns = [
            TableColumn("", width: numberWidth), TableColumn(wording.page, width: pageWidth),
            TableColumn(wording.status, width: statusWidth, .trailing),
        ]
        let setter = composer.typesetter
        try composer.table(columns, rows: sources.count) { index throws(DossierError) in
            let source = sources[index]
            let number = try setter.block("[\(source.number)]", .label, width: numberWidth)
            var page: [TableCell.Part] = []
            if let title = source.title { page.append(.text(try setter.block(title, .cell, width: pageWidth, maxLines: 2), link: nil)) }
            let style: TextStyle = source.link == nil ? .small : .smallLink
            page.append(.text(try setter.block(source.address, style, width: pageWidth, maxLines: 4), link: source.link))
            let status = try setter.block(source.status, .label, width: statusWidth, alignment: .trailing)
            return [TableCell([.text(number, link: nil)]), TableCell(page), TableCell([.text(status, link: nil)])]
        }
        try composer.remainder(dossier.sources.hidden, wording)
    }
}
