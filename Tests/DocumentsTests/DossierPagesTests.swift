import Documents
import Foundation
import Primitives
import Testing

/// Pages as they were drawn and looked at, kept as pictures in `Tests/Pages`.
///
/// Run with `UPDATE_PAGES=1` to draw them anew; then look at what has changed before it is kept.
@Suite struct DossierPagesTests {
    @Test func `A word, an address or the length of a bar makes another page`() throws {
        let page = GoldenPage("french", 3)
        let first = GoldenPage("french", 1)
        let content = SampleDossiers.typical(.french)
        let drawn = try DossierRenderer.render(content).bytes
        #expect(try page.render(drawn).worstSquare(against: try page.render(drawn)).difference == 0)
        var other = content
        other.score.signals[4].points = 2
        let bar = try DossierRenderer.render(other).bytes
        #expect(try page.render(drawn).worstSquare(against: try page.render(bar)).difference > GoldenPage.tolerance)
        other = content
        other.contacts[1].email = nil
        let address = try DossierRenderer.render(other).bytes
        #expect(try page.render(drawn).worstSquare(against: try page.render(address)).difference > GoldenPage.tolerance)
        other = content
        other.company = "Boulangerie Lefèbre & Cie"
        let word = try DossierRenderer.render(other).bytes
        #expect(try first.render(drawn).worstSquare(against: try first.render(word)).difference > GoldenPage.tolerance)
    }

    @Test func `Pages look as they did`() async {
        await #expect(processExitsWith: .success) {
            try PageFonts.use()
            for sample in PageSample.all {
                let dossier = try DossierRenderer.render(sample.content)
                for page in sample.pages ?? Array(1...dossier.pages) {
                    let file = GoldenPage(sample.name, page)
                    if GoldenPage.areDrawnAnew { try file.draw(dossier.bytes) }
                    let worst = try file.picture().worstSquare(against: try file.render(dossier.bytes))
                    #expect(
                        worst.difference <= GoldenPage.tolerance,
                        "\(file.name) is another at \(worst.x), \(worst.y): see the picture, or run with UPDATE_PAGES=1")
                }
            }
        }
    }
}
