import Documents
import Foundation
import Primitives
import Testing

@Suite struct DossierRendererTests {
    @Test func `Strings made to break a PDF or its reader are printed or left out`() throws {
        var content = SampleDossiers.typical(.french)
        let nasty = [
            "\0nul\0in\0side", "\u{202E}evil\u{202C}", "\u{FFFE}\u{FFFF}\u{10FFFF}", "\u{200B}\u{FEFF}\u{2028}\u{2029}",
            ") Tj ET endstream endobj (",
            "' rect=[0 0 9 9] uri='javascript:alert(1)", "\\' \\", "%s%n%d", "<b>&amp;</b>", "\u{301}\u{301}\u{301}", "\r\n\t\u{7F}\u{85}",
            "\u{1F468}\u{200D}\u{200D}\u{200D}", "\u{E000}\u{F8FF}", "\u{E0001}\u{E007F}",
        ]
        for text in nasty {
            content.company = text
            content.website = "https://\(text)"
            content.facts = nasty.map { DossierFact(kind: text, label: $0, value: text + $0, url: "https://a.example/\($0)", snippet: $0) }
            content.details = nasty.map { DossierDetail(label: $0, value: text + $0) }
            content.contacts = nasty.map { DossierContact(name: $0, role: text, email: $0 + "@a.example", phone: text) }
            content.changes = DossierChanges(
                since: Timestamp(microseconds: .max), scoreBefore: .max,
                items: nasty.map { DossierChange(label: $0, before: text, after: $0) })
            content.teamNotes = nasty.map { DossierNote(at: Timestamp(microseconds: .min), author: text, text: $0) }
            content.openings = nasty
            content.notes = nasty.joined(separator: "\n")
            content.timeline = [
                DossierMoment(at: Timestamp(microseconds: .min), text: text, actor: text),
                DossierMoment(at: Timestamp(microseconds: .max), text: text),
            ]
            content.leadID = text
            content.workspaceName = text
            let dossier = try DossierRenderer.render(content)
            let report = try PopplerTool.pdfinfo.run(["{}"], on: dossier.bytes)
            #expect(report.contains("Pages:           \(dossier.pages)"), "\(text.debugDescription): \(report)")
            #expect(!report.contains("Error"))
            let links = try PopplerTool.pdfinfo.run(["-url", "{}"], on: dossier.bytes).split(separator: "\n").dropFirst()
            #expect(links.allSatisfy { $0.contains(" https://") || $0.contains(" mailto:") })
        }
    }

    @Test func `A dossier stays within its pages whatever a site says`() throws {
        let dossier = try DossierRenderer.render(SampleDossiers.enormous)
        #expect(dossier.pages <= 120)
        #expect(dossier.bytes.count < 4_000_000)
        let text = try PopplerTool.text(of: dossier.bytes)
        #expect(text.contains("… and 5000 more not shown."), "contacts")
        #expect(text.contains("… and 2935 more not shown."), "facts")
        #expect(try PopplerTool.pdfinfo.run(["{}"], on: dossier.bytes).contains("Pages:           \(dossier.pages)"))
    }

    @Test func `A content with nothing in it is still a dossier`() throws {
        let dossier = try DossierRenderer.render(SampleDossiers.empty)
        let text = try PopplerTool.text(of: dossier.bytes)
        #expect(dossier.pages == 1)
        #expect(text.contains("Lead dossier"))
        #expect(text.contains("Nothing could be read on the site."))
        #expect(text.contains("No contact known."))
        #expect(text.hasSuffix("1/1"))
    }

    @Test func `Emoji are pictures, stored once each, wherever they stand`() throws {
        // A picture as the first thing in a structure tag is what Cairo 1.16 fails on.
        var content = SampleDossiers.typical(.english)
        content.company = "🚀"
        content.facts = content.facts.map {
            DossierFact(kind: $0.kind, label: "🚀 \($0.label)", value: "🚀", url: $0.url, snippet: "🚀🎉 \($0.snippet)")
        }
        content.openings = ["🚀", "🎉🚀 now"]
        content.notes = String(repeating: "🚀 note\n", count: 150)
        content.timeline = [DossierMoment(at: content.createdAt, text: "👩‍💻")]
        let dossier = try DossierRenderer.render(content)
        let images = try PopplerTool.pdfimages.run(["-list", "{}"], on: dossier.bytes).split(separator: "\n").filter {
            $0.contains(" image ")
        }
        let objects = Set(images.compactMap { line in line.split(separator: " ").dropFirst(10).first })
        #expect(images.count > 100)
        #expect(objects.count == 3)
    }

    @Test func `An emoji is drawn in colour`() throws {
        var content = SampleDossiers.empty
        content.company = "🚒"
        let dossier = try DossierRenderer.render(content)
        let picture = try PopplerTool.pdftoppm.bytes(["-r", "70", "-f", "1", "-l", "1", "{}"], on: dossier.bytes)
        // Binary PPM: a header of three lines, then red, green, blue. The page itself has no red.
        let pixels = Array(picture.dropFirst(15))
        let red = stride(from: 0, to: pixels.count - 2, by: 3).count { pixels[$0] > 180 && pixels[$0 + 1] < 90 && pixels[$0 + 2] < 90 }
        #expect(red > 20)
    }

    @Test func `Text in every script can be found and copied`() throws {
        let text = try PopplerTool.text(of: try DossierRenderer.render(SampleDossiers.scripts).bytes)
        // Arabic words without lam-alef: poppler turns the letters of that ligature round.
        let expected = [
            "Société Éléphant", "株式会社さくら商事は東京の会社です。", "北京阳光科技有限公司,直接面向骨干网用户", "주식회사 한빛소프트 서울특별시",
            "شركة النور للتجارة", "חברת השמש הישראלית בעירבון מוגבל", "Εταιρεία Ηλιακής Ενέργειας",
            "Общество с ограниченной ответственностью «Солнце»", "Công ty trách nhiệm hữu hạn Mặt Trời", "Zażółć gęślą jaźń sp. z o.o.",
            "עברית נכתבת מימין לשמאל", "日本語の段落です。",
        ]
        for words in expected {
            #expect(text.precomposedStringWithCompatibilityMapping.contains(words.precomposedStringWithCompatibilityMapping), "\(words)")
        }
    }

    @Test(arguments: [
        (
            Language.french,
            ["Dossier de prospection", "Établi le 26 janvier 2026 à 09:30 UTC", "L’essentiel", "Pistes d’approche", "Chronologie"]
        ),
        (
            Language.english,
            [
                "Lead dossier", "Drawn up on 26 January 2026 at 09:30 UTC", "In short", "Openings", "Since the last analysis",
                "Compared with 16 December 2025 at 09:30 UTC", "Timeline", "Main contact",
            ]
        ),
    ])
    func `Headings and dates are in the dossier's language`(language: Language, expected: [String]) throws {
        let dossier = try DossierRenderer.render(SampleDossiers.typical(language))
        let text = try PopplerTool.text(of: dossier.bytes)
        for words in expected { #expect(text.contains(words), "\(words)") }
        #expect((4...6).contains(dossier.pages))
        #expect(text.contains("Score 76"))
        #expect(text.contains("−3 / 5"))
        for page in 1...dossier.pages {
            // poppler takes the narrow spaces around the stroke for no spaces.
            #expect(try PopplerTool.text(of: dossier.bytes, pages: page...page).hasSuffix(" \(page)/\(dossier.pages)"))
        }
    }

    @Test func `A table that goes over several pages repeats its titles`() throws {
        var content = SampleDossiers.typical(.french)
        content.changes = nil
        content.facts = (0..<60).map {
            DossierFact(kind: "k\($0)", label: "Fait n° \($0)", value: "Valeur \($0)", url: "", snippet: "Extrait \($0)")
        }
        let dossier = try DossierRenderer.render(content)
        for page in 2...3 {
            let text = try PopplerTool.text(of: dossier.bytes, pages: page...page)
            #expect(text.contains("Constat et extrait"), "page \(page)")
            #expect(text.contains("Boulangerie Lefèvre & Fils Dossier de prospection"), "running head of page \(page)")
        }
    }

    @Test func `The file says what it is, in which language, and has an outline and a structure`() throws {
        let dossier = try DossierRenderer.render(SampleDossiers.typical(.french))
        let report = try PopplerTool.pdfinfo.run(["-isodates", "{}"], on: dossier.bytes)
        #expect(report.contains("Title:           Dossier de prospection : Boulangerie Lefèvre & Fils"))
        #expect(report.contains("Author:          Uprising Démo"))
        #expect(report.contains("Subject:         Analyse du site, score et sources"))
        #expect(report.contains("Creator:         Uprising Node"))
        #expect(report.contains("CreationDate:    2026-01-26T09:30:00Z"))
        #expect(report.contains("ModDate:         2026-01-26T09:30:00Z"))
        #expect(report.contains("Tagged:          yes"))
        #expect(report.contains("(A4)"))
        #expect(String(decoding: dossier.bytes.suffix(20_000), as: UTF8.self).contains("/Lang (fr)"))
        let outline = try PopplerTool.pdftohtml.run(["-xml", "-i", "-stdout", "{}"], on: dossier.bytes)
        for heading in [
            "Boulangerie Lefèvre &amp; Fils", "L’essentiel", "Depuis la dernière analyse", "Faits relevés", "Signaux du score", "Contacts",
            "Chronologie", "Notes", "Sources",
        ] {
            #expect(outline.contains("\">\(heading)</item>"), "\(heading)")
        }
        let structure = try PopplerTool.pdfinfo.run(["-struct-text", "{}"], on: dossier.bytes)
        #expect(structure.contains("H1 (block)"))
        #expect(structure.contains("Table (block)"))
    }

    @Test func `Addresses of sources can be clicked, and only those of the web`() throws {
        var content = SampleDossiers.typical(.english)
        content.facts = [
            DossierFact(kind: "a", label: "a", value: "a", url: "javascript:alert(1)", snippet: ""),
            DossierFact(kind: "b", label: "b", value: "b", url: "file:///etc/passwd", snippet: ""),
            DossierFact(kind: "c", label: "c", value: "c", url: "https://例え.example/a b'(c)\\?q=é", snippet: ""),
        ]
        let dossier = try DossierRenderer.render(content)
        let links = try PopplerTool.pdfinfo.run(["-url", "{}"], on: dossier.bytes)
        #expect(!links.contains("javascript"))
        #expect(!links.contains("passwd"))
        #expect(links.contains("https://%E4%BE%8B%E3%81%88.example/a%20b%27%28c%29%5C?q=%C3%A9"))
        #expect(links.contains("mailto:bonjour@boulangerie-lefevre.example"))
        #expect(links.contains("https://www.boulangerie-lefevre.example/contact"))
    }

    @Test func `The same content gives the same bytes, whatever was rendered before`() throws {
        let first = try DossierRenderer.render(SampleDossiers.scripts)
        _ = try DossierRenderer.render(SampleDossiers.typical(.english))
        #expect(try DossierRenderer.render(SampleDossiers.scripts) == first)
        var other = SampleDossiers.scripts
        other.leadID += "0"
        #expect(try DossierRenderer.render(other) != first)
    }

    @Test func `Several threads may render at once`() async throws {
        let alone = try DossierRenderer.render(SampleDossiers.scripts)
        try await withThrowingTaskGroup(of: RenderedDossier.self) { group in
            for _ in 0..<8 { group.addTask { try DossierRenderer.render(SampleDossiers.scripts) } }
            for try await dossier in group { #expect(dossier == alone) }
        }
    }

    @Test func `A content survives being stored as JSON`() throws {
        let content = SampleDossiers.typical(.french)
        #expect(try JSONDecoder().decode(DossierContent.self, from: try JSONEncoder().encode(content)) == content)
    }
}
