/// The company above every page but the first, the reference and "3 / 7" below every page.
enum RunningHeads {
    static func add(_ dossier: PrintableDossier, to composer: inout PageComposer) throws(DossierError) {
        let width = PageGeometry.frameWidth
        let left = PageGeometry.left
        let setter = composer.typesetter
        let company = try setter.block(dossier.company, .running, width: width * 0.65, maxLines: 1)
        let document = try setter.block(dossier.wording.document, .running, width: width * 0.3, maxLines: 1, alignment: .trailing)
        let parts = [dossier.workspaceName, dossier.leadID.isEmpty ? "" : "\(dossier.wording.reference) \(dossier.leadID)"]
        let reference = try setter.block(parts.filter { !$0.isEmpty }.joined(separator: "  ·  "), .running, width: width * 0.8, maxLines: 1)
        let total = composer.pages.count
        for index in 0..<total {
            var items: [PageItem] = []
            if index > 0 {
                items.append(.text(company, company.lines.indices, x: left, y: PageGeometry.runningHead - company.firstBaseline))
                items.append(
                    .text(document, document.lines.indices, x: left + width * 0.7, y: PageGeometry.runningHead - document.firstBaseline))
                items.append(.fill(Box(x: left, y: PageGeometry.runningHead + 7, width: width, height: 0.5), .hairline, radius: 0))
            }
            let number = try setter.block("\(index + 1) / \(total)", .running, width: width * 0.2, alignment: .trailing)
            items.append(.text(reference, reference.lines.indices, x: left, y: PageGeometry.footer - reference.firstBaseline))
            items.append(.text(number, number.lines.indices, x: left + width * 0.8, y: PageGeometry.footer - number.firstBaseline))
            composer.decorate(page: index, with: items)
        }
        if composer.isCut {
            let cut = try setter.block(dossier.wording.cut, .small, width: width)
            composer.decorate(page: total - 1, with: [.text(cut, cut.lines.indices, x: left, y: PageGeometry.bottom + 6)])
        }
    }
}
