import Identity
import Primitives
import Testing

@Suite struct LettersTests {
    private let letters = Letters(siteURL: "https://node.example")
    private let hostile = "\u{202e}Eve\r\nBcc: all@example.com <script>alert(\"1\")</script> & 'co'" + String(repeating: "x", count: 500)

    private var all: [Letter] {
        Language.allCases.flatMap { language in
            [
                letters.code("012345", link: "https://node.example/sign-in#link=a&b", minutes: 10, place: hostile, in: language),
                letters.code("012345", link: "https://node.example/l", minutes: 1, place: nil, in: language),
                letters.invitation(
                    to: hostile, by: hostile, as: .admin, link: "https://node.example/i#t=a&b", goodFor: .days(7), in: language),
                letters.emailChange(
                    "012345", link: "https://node.example/l", minutes: 10, from: address("a@example.com"), to: address("b@example.com"),
                    isForNew: true, in: language),
                letters.fileDamage(missing: [hostile], changed: [hostile], count: 2, in: hostile, language),
                letters.test(in: language),
            ]
        }
    }

    @Test func `No name breaks out of a subject, a line or a page`() {
        for letter in all {
            #expect(letter.subject.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E } && letter.subject.utf8.count < 400)
            #expect(!letter.text.contains("\r") && !letter.text.contains("\u{202e}") && !letter.text.contains("\nBcc"))
            #expect(!letter.html.contains("<script") && !letter.html.contains("\"1\"") && !letter.html.contains("\u{202e}"))
        }
        #expect(all[0].html.contains("&lt;script&gt;alert(&quot;1&quot;)"))
    }

    @Test func `Text and HTML hold the code and the link`() {
        for letter in all where letter.name == .code || letter.name == .emailChange {
            #expect(letter.text.contains("    012345\n") && letter.html.contains(">012345</p>"))
            #expect(letter.subject.hasPrefix("012345 "))
            #expect(letter.text.contains("\nhttps://node.example/") && letter.html.contains("href=\"https://node.example/"))
        }
        #expect(all[0].html.contains("href=\"https://node.example/sign-in#link=a&amp;b\""))
        #expect(all[0].text.contains("\nhttps://node.example/sign-in#link=a&b\n"))
    }

    @Test func `A letter about damage names ten files, the command, and how many more there are`() {
        let names = (1...30).map { "contracts/\($0).pdf" }
        let letter = letters.fileDamage(
            missing: Array(names.prefix(4)), changed: Array(names.dropFirst(4)), count: 30, in: "Atelier", .english)
        #expect(letter.subject == "30 files of Atelier are damaged")
        #expect(letter.text.contains("contracts/4.pdf (missing)") && letter.text.contains("contracts/10.pdf (changed)"))
        #expect(!letter.text.contains("contracts/11.pdf") && letter.text.contains("and 20 more."))
        #expect(letter.text.contains("\n    uprising verify\n") && letter.html.contains(">uprising verify</p>"))
        #expect(letter.text.contains("backup"))
        let one = letters.fileDamage(missing: [], changed: ["a.pdf"], count: 1, in: "Atelier", .french)
        #expect(one.subject == "Un fichier de Atelier est endommagé" && one.text.contains("a.pdf (altéré)"))
        #expect(one.text.contains("sauvegarde") && !one.text.contains("de plus"))
    }

    @Test func `Each letter is in its language, and names the node`() {
        for letter in all {
            #expect(letter.html.contains("<html lang=\"\(letter.language.rawValue)\">"))
            #expect(letter.text.hasSuffix("-- \nUprising · https://node.example\n") && letter.html.contains("https://node.example</p>"))
        }
        let french = letters.invitation(
            to: "Atelier", by: "Ada", as: .viewer, link: "https://node.example/i", goodFor: .days(7), in: .french)
        #expect(french.subject == "Ada vous invite à rejoindre Atelier")
        #expect(french.text.contains("Votre rôle\u{a0}: lecteur.") && french.text.contains("valable 7 jours"))
        let english = letters.invitation(
            to: "Atelier", by: nil, as: nil, link: "https://node.example/i", code: "012345", goodFor: .hours(24), in: .english)
        #expect(
            english.subject == "You are invited to join Atelier" && english.text.contains("24 hours") && english.text.contains("012345"))
    }
}
