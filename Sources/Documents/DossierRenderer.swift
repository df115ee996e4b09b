import CPango
import Primitives

/// Turns a dossier's content into a PDF. Any content renders; the same content gives the same bytes.
///
/// Synchronous and CPU-bound (tens of milliseconds): call it from a thread that may be held up. It may be called from
/// several at once; they take turns (see `FontAccess`).
package enum DossierRenderer {
    package static func render(_ content: DossierContent) throws(DossierError) -> RenderedDossier {
        let dossier = PrintableDossier(content)
        return try FontAccess.shared.withFontMap { map throws(DossierError) in
            try draw(dossier, with: map)
        }
    }

    private static func draw(_ dossier: PrintableDossier, with map: FontMap) throws(DossierError) -> RenderedDossier {
        var composer = PageComposer(try Typesetter(map, language: dossier.wording.tag))
        try CoverSection.add(dossier, to: &composer)
        try SummarySection.add(dossier, to: &composer)
        try ChangesSection.add(dossier, to: &composer)
        try FactsSection.add(dossier, to: &composer)
        try SignalsSection.add(dossier, to: &composer)
        try ContactsSection.add(dossier, to: &composer)
        try TimelineSection.add(dossier, to: &composer)
        try NotesSection.add(dossier, to: &composer)
        try SourcesSection.add(dossier, to: &composer)
        try RunningHeads.add(dossier, to: &composer)

        let canvas = PDFCanvas()
        let date = String(dossier.createdAt.description.prefix(19)) + "Z"
        canvas.set(CAIRO_PDF_METADATA_TITLE, to: dossier.wording.title + dossier.company)
        canvas.set(CAIRO_PDF_METADATA_AUTHOR, to: dossier.workspaceName)
        canvas.set(CAIRO_PDF_METADATA_SUBJECT, to: dossier.wording.subject)
        canvas.set(CAIRO_PDF_METADATA_CREATOR, to: "Uprising Node")
        // Without these two Cairo writes the time of the render, and no two files are alike.
        canvas.set(CAIRO_PDF_METADATA_CREATE_DATE, to: date)
        canvas.set(CAIRO_PDF_METADATA_MOD_DATE, to: date)
        for page in composer.pages { canvas.paint(page) }
        for bookmark in composer.bookmarks { canvas.add(bookmark) }
        return RenderedDossier(bytes: PDFCatalog.describe(try canvas.finish(), language: dossier.wording.tag), pages: composer.pages.count)
    }
}
