import Testing

@testable import Domain

struct FoldingTests {
    @Test(arguments: [
        ("ACME", "acme"), ("Élodie", "elodie"), ("E\u{301}lodie", "elodie"), ("Cœur Sacré", "coeur sacre"), ("Straße", "strasse"),
        ("ＡＢＣ１", "abc1"), ("ΑΘΉΝΑ", "αθηνα"), ("Москва", "москва"), ("東京", "東京"), ("", ""), ("Łódź Ærø", "lodz aero"),
    ])
    func `Case, accents, width and ligatures make no difference`(text: String, folded: String) {
        #expect(Folding.fold(text) == folded)
    }

    @Test func `A folded line has every word into which the line is cut, whatever signs stand in it`() {
        for value in UInt32(1)..<0x3000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let line = "L\(scalar)Été x\(scalar) \(scalar)y \(scalar) Œuf"
            guard let folded = FoldedLine(line) else { continue }
            for word in SearchWords.of(line) { #expect(folded.has(word.text), "\(word.text) in \(line)") }
        }
    }

    @Test func `A folded line lacks what is nowhere in it`() throws {
        let line = try #require(FoldedLine("« L’Été » – rencontré à Nîmes…"))
        for word in ["ete", "rencontre", "nimes", "a"] { #expect(line.has(word)) }
        for word in ["hiver", "rencontrez", "nimesa", "été", "東京", "le"] { #expect(!line.has(word)) }
        #expect(FoldedLine("東京") == nil)
        #expect(FoldedLine("Ren\u{AD}contre") == nil)
    }
}
