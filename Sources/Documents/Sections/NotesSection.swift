/// The team's own notes, paragraph by paragraph; nothing when there are none.
enum NotesSection {
    static func add(_ dossier: PrintableDossier, to composer: inout PageComposer) throws(DossierError) {
        guard !dossier.notes.isEmpty else { return }
        try composer.heading(dossier.wording.notes)
        for paragraph in dossier.notes where !composer.isCut {
            composer.place(try composer.typesetter.block(paragraph, .body, width: PageGeometry.frameWidth), as: .paragraph)
            composer.y += 5
        }
    }
}
