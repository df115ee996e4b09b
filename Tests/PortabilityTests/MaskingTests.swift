import DataStore
import Primitives
import Testing

@testable import Portability

struct MaskingTests {
    private let masking = Masking(keepingMembers: [], key: Secret([1, 2, 3]))

    private func masked(_ text: String, _ mask: Mask, in row: [String: SQLValue] = [:]) -> String {
        if case .text(let masked) = masking.value(.text(text), by: mask, in: row) { masked } else { "" }
    }

    @Test func `The same text is the same everywhere, and another in another copy`() {
        #expect(masked("Ada@Example.fr", .email) == masked("ada@example.fr", .email))
        #expect(masked("ada@example.fr", .email) == masked("ada@example.fr", .keyValue, in: ["kind": .text("email")]))
        #expect(masked("+33 6 12 34 56 78", .phone) == masked("06.12.34.56.78", .phone))
        #expect(masked("https://www.Acme.fr/a?b", .address) == "https://" + masked("acme.fr", .domain))
        #expect(masked(#"["Acme"]"#, .tags) == "[\"\(masked("Acme", .label("tag")))\"]")
        let other = Masking(keepingMembers: [], key: Secret([4]))
        #expect(other.email("ada@example.fr") != masking.email("ada@example.fr"))
    }

    @Test func `Mail and calls reach nobody`() {
        #expect(masked("ada@example.fr", .email).hasSuffix("@example.com"))
        #expect(masked("acme.fr", .domain).hasSuffix(".example.com"))
        #expect(masked("+33612345678", .phone).hasPrefix("+999"))
    }

    @Test func `What is empty stays, and what may stay is left`() {
        #expect(masking.value(.text(""), by: .text, in: [:]) == .text(""))
        #expect(masking.value(.null, by: .email, in: [:]) == .null)
        #expect(masked("BANK", .accountCode) == "BANK")
        #expect(masked("411DUPONT", .accountCode) != "411DUPONT")
        let id = ID<Masking>().description
        #expect(masked("\(id)/Offer.pdf", .path).hasPrefix("\(id)/file-"))
        #expect(masked("\(id)/Offer.pdf", .path).hasSuffix(".pdf"))
        #expect(masked(#"{"kind":"email","value":"ada@example.fr","at":"\#(id)"}"#, .json(keeping: ["kind"])).contains(#""kind":"email""#))
    }

    @Test(arguments: [0, 1, 20, 40, 4_096, 3 << 20])
    func `A masked file is as long as it was`(_ count: Int64) {
        let hash = String(repeating: "a", count: 64)
        for type in ["application/pdf", "text/plain"] {
            var length: Int64 = 0
            let file = MaskedFile(of: hash, contentType: type, byteCount: count, by: masking)
            file.read { length += Int64($0.count) }
            #expect(length == count)
        }
        let files = ["a", "b"].map {
            MaskedFile(of: String(repeating: $0, count: 64), contentType: "text/plain", byteCount: 40, by: masking).hash
        }
        #expect(files[0] != files[1])
    }
}
