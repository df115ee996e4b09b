import Testing

@testable import Domain

struct ColumnGuessTests {
    private func fields(_ rows: [[String]]) -> (hasHeader: Bool, fields: [ImportField?]) {
        let guess = ColumnGuess(samples: rows, columnCount: rows.map(\.count).max() ?? 0)
        return (guess.hasHeader, guess.fields)
    }

    @Test func `French names are known`() {
        let guess = fields([
            ["Raison sociale", "Site web", "Prénom", "Nom", "E-mail", "N° de téléphone", "SIRET", "Commentaires", "Couleur"],
            ["Élan Vert", "elan.example", "Ana", "Roux", "ana@elan.example", "01 23 45 67 89", "73282932000074", "bon contact", "bleu"],
        ])
        #expect(guess.hasHeader)
        #expect(
            guess.fields == [
                .company, .website, .contactFirstName, .contactLastName, .email, .phone, .siren, .notes, nil,
            ])
    }

    @Test func `English names are known, whatever their case and marks`() {
        let guess = fields([
            ["COMPANY_NAME", "Web Site", "Full name", "E-Mail Address", "Phone number", "VAT", "Tags"], ["Acme", "", "", "", "", "", ""],
        ])
        #expect(guess.hasHeader)
        #expect(guess.fields == [.company, .website, .contactName, .email, .phone, .vat, .tags])
    }

    @Test func `Without names the values tell`() {
        let guess = fields([
            ["Acme", "https://acme.example", "x@acme.example", "+33 1 23 45 67 89", "732829320"],
            ["Globex", "globex.example", "y@globex.example", "01.98.76.54.32", "404833048"],
        ])
        #expect(!guess.hasHeader)
        #expect(guess.fields == [nil, .website, .email, .phone, .siren])
    }

    @Test func `Unknown names above values are a header all the same`() {
        let guess = fields([["Kunde", "Netz"], ["Acme", "acme.example"], ["Globex", "globex.example"]])
        #expect(guess.hasHeader)
        #expect(guess.fields == [nil, .website])
    }

    @Test func `A pasted list of names, of sites or of addresses has one column and no header`() {
        #expect(fields([["Acme"], ["Globex"]]).fields == [.company])
        #expect(fields([["acme.example"], ["www.globex.example/x"]]).fields == [.website])
        #expect(fields([["a@acme.example"], ["b@globex.example"]]).fields == [.email])
        #expect(!fields([["Acme"], ["Globex"]]).hasHeader)
    }

    @Test func `A name alone is the company, beside one it is a person`() {
        #expect(fields([["Nom", "Email"], ["Acme", "a@acme.example"]]).fields == [.company, .email])
        #expect(fields([["Entreprise", "Nom"], ["Acme", "Ana"]]).fields == [.company, .contactName])
    }
}
