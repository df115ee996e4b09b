import Documents
import Primitives

/// A dossier of which some pages are kept as pictures in `Tests/Pages`.
struct PageSample {
    let name: String
    let content: DossierContent
    /// Which pages are kept; nil for all.
    var pages: [Int]?

    static let all = [
        PageSample(name: "french", content: SampleDossiers.typical(.french)),
        PageSample(name: "english", content: SampleDossiers.typical(.english), pages: [1, 3]),
        PageSample(name: "scripts", content: SampleDossiers.scriptsWithoutEmoji, pages: [1, 2]),
        PageSample(name: "long-words", content: SampleDossiers.longWords, pages: [1]),
        PageSample(name: "many-facts", content: SampleDossiers.manyFacts, pages: [11]),
        PageSample(name: "long-notes", content: SampleDossiers.longNotes, pages: [4]),
        PageSample(name: "empty", content: SampleDossiers.empty),
    ]
}
