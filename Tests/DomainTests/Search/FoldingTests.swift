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
}
