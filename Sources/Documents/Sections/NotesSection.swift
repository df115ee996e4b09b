/// The lead's own notes, then those of the team with who wrote them; nothing when there are none.
enum NotesSection {
    static func add(_ dossier: PrintableDossier, to composer: inout PageComposer) throws(DossierError) {
        guard !dossier.notes.isEmpty else { return }
        try composer.heading(dossier.wording.notes)
        for (index, note) in dossier.notes.items.enumerated() where !composer.isCut {
            if let heading = note.heading { try composer.subheading(heading, gap: index == 0 ? 0 : 10) }
            for paragraph in note.paragraphs where !composer.isCut {
                composer.place(try composer.typesetter.block(paragraph, .body, width: PageGeometry.frameWidth), as: .paragraph)
                composer.y += 5
            }
        }
        try composer.remainder(dossier.notes.hidden, dossier.wording)
    }
}
