import Identity
import Primitives

/// What someone says of an account that shall be made.
package struct LedgerAccountDraft: Sendable, Codable, Hashable {
    package let code: String
    package let name: String
    package let kind: String
    package let personId: String?
    package let currency: String?

    package init(code: String, name: String, kind: String, personId: String? = nil, currency: String? = nil) {
        self.code = code
        self.name = name
        self.kind = kind
        self.personId = personId
        self.currency = currency
    }

    static let nameLimit = 100
    static let codeLimit = 40

    /// What is kept of it, checked.
    struct Accepted {
        let code: String
        let name: String
        let kind: LedgerAccountKind
        let personID: ID<Person>?
        let currency: Currency?
    }

    /// - Throws: ``Failure`` `invalidRequest` with every fault.
    func accepted() throws(Failure) -> Accepted {
        var check = FieldCheck()
        if !Self.isCode(code) { check.add("/code", "1 to \(Self.codeLimit) of A to Z, 0 to 9 and _ . : -") }
        let name = check.line(name, "/name", limit: Self.nameLimit)
        if name == nil { check.add("/name", "Give the account a name.") }
        let kind = LedgerAccountKind(rawValue: kind)
        if kind == nil { check.add("/kind", "One of \(LedgerAccountKind.allCases.map(\.rawValue).joined(separator: ", ")).") }
        let person: ID<Person>? = check.id(personId, "/personId", of: "a person")
        let currency = currency.flatMap { Currency($0) }
        if self.currency != nil, currency == nil { check.add("/currency", "This is not a currency of ISO 4217, such as EUR.") }
        try check.finish("The account was not made.")
        return Accepted(code: code, name: name ?? "", kind: kind ?? .asset, personID: person, currency: currency)
    }

    static func isCode(_ text: String) -> Bool {
        (1...codeLimit).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in (48...57).contains(byte) || (65...90).contains(byte) || "_.:-".utf8.contains(byte) }
    }
}
