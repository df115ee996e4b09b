import CPango
import Primitives

/// Turns a statement into a PDF. Any content renders; the same content gives the same bytes.
///
/// Synchronous and CPU-bound, as ``DossierRenderer`` is.
package enum StatementRenderer {
    package static func render(_ content: StatementContent) throws(DossierError) -> [UInt8] {
        try FontAccess.shared.withFontMap { map throws(DossierError) in try draw(content, with: map) }
    }

    private static func draw(_ content: StatementContent, with map: FontMap) throws(DossierError) -> [UInt8] {
        let wording = StatementWording(language: content.language)
        var text = PrintableText()
        let person = text.line(content.person, limit: DossierLimits.company) ?? "–"
        let workspace = text.line(content.workspaceName, limit: DossierLimits.workspaceName) ?? ""
        var composer = PageComposer(try Typesetter(map, language: wording.tag))
        try title(person, workspace, content, wording, &composer)
        for section in content.sections { try StatementTable.add(section, wording, &text, to: &composer) }
        if content.sections.isEmpty {
            composer.place(try composer.typesetter.block(wording.nothing, .label, width: PageGeometry.frameWidth), as: .paragraph)
        }
        try runningHeads(person, workspace, content, wording, &composer)

        let canvas = PDFCanvas()
        canvas.set(CAIRO_PDF_METADATA_TITLE, to: "\(wording.document) : \(person)")
        canvas.set(CAIRO_PDF_METADATA_AUTHOR, to: workspace)
        canvas.set(CAIRO_PDF_METADATA_SUBJECT, to: wording.subject)
        canvas.set(CAIRO_PDF_METADATA_CREATOR, to: "Uprising Node")
        // Without these two Cairo writes the time of the render, and no two files are alike.
        let date = "\(content.to)T00:00:00Z"
        canvas.set(CAIRO_PDF_METADATA_CREATE_DATE, to: date)
        canvas.set(CAIRO_PDF_METADATA_MOD_DATE, to: date)
        for page in composer.pages { canvas.paint(page) }
        for bookmark in composer.bookmarks { canvas.add(bookmark) }
        return PDFCatalog.describe(try canvas.finish(), language: wording.tag)
    }

    private static func title(
        _ person: String, _ workspace: String, _ content: StatementContent, _ wording: StatementWording, _ composer: inout PageComposer
    ) throws(DossierError) {
        let width = PageGeometry.frameWidth
        composer.append(.fill(Box(x: PageGeometry.left, y: 50, width: 30, height: 3), .accent, radius: 1.5))
        composer.y = 62
        let kind = try composer.typesetter.block(wording.document, .subheading, width: width / 2)
        composer.text(kind, kind.lines.indices, as: .paragraph, x: PageGeometry.left, y: composer.y)
        if !workspace.isEmpty {
            let name = try composer.typesetter.block(workspace, .label, width: width / 2, maxLines: 1, alignment: .trailing)
            composer.text(name, name.lines.indices, as: .paragraph, x: PageGeometry.left + width / 2, y: composer.y)
        }
        composer.y += kind.height + 16
        composer.bookmark(person, at: 0)
        composer.place(try composer.typesetter.block(person, .display, width: width, maxLines: 3), as: .title)
        composer.y += 5
        let period = wording.period(content.from, content.to)
        composer.place(try composer.typesetter.block(period, .label, width: width), as: .paragraph)
        composer.y += 18
    }

    private static func runningHeads(
        _ person: String, _ workspace: String, _ content: StatementContent, _ wording: StatementWording, _ composer: inout PageComposer
    ) throws(DossierError) {
        let (width, left, setter) = (PageGeometry.frameWidth, PageGeometry.left, composer.typesetter)
        let head = try setter.block("\(person)  ·  \(wording.document)", .running, width: width, maxLines: 1)
        let parts = [workspace, "\(wording.reference) \(content.reference.prefix(DossierLimits.leadID))"]
        let foot = try setter.block(parts.filter { !$0.isEmpty }.joined(separator: "  ·  "), .running, width: width * 0.8, maxLines: 1)
        let total = composer.pages.count
        for index in 0..<total {
            var items: [PageItem] = []
            if index > 0 {
                items.append(.text(head, head.lines.indices, x: left, y: PageGeometry.runningHead - head.firstBaseline))
                items.append(.fill(Box(x: left, y: PageGeometry.runningHead + 7, width: width, height: 0.5), .hairline, radius: 0))
            }
            let number = try setter.block("\(index + 1) / \(total)", .running, width: width * 0.2, alignment: .trailing)
            items.append(.text(foot, foot.lines.indices, x: left, y: PageGeometry.footer - foot.firstBaseline))
            items.append(.text(number, number.lines.indices, x: left + width * 0.8, y: PageGeometry.footer - number.firstBaseline))
            composer.decorate(page: index, with: items)
        }
        if composer.isCut {
            let cut = try setter.block(wording.cut, .small, width: width)
            composer.decorate(page: total - 1, with: [.text(cut, cut.lines.indices, x: left, y: PageGeometry.bottom + 6)])
        }
    }
}
