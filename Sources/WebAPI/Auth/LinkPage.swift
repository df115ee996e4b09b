import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// The page that asks before a link is redeemed.
struct LinkPage {
    let slot: CodeSlot
    let email: EmailAddress
    let language: Language
    /// What the button sends.
    let fields: [(name: String, value: String)]

    var response: Response {
        // The answer leads to wherever whoever asked for the link comes from.
        QuestionPage(language: language, title: title, content: content, staysHere: false).response
    }

    /// The first of the browser's languages that the node speaks; browsers send them in the order of preference.
    static func language(_ headers: HTTPFields) -> Language {
        let tags = (headers[.acceptLanguage] ?? "").split(separator: ",").prefix(16)
        return tags.lazy.compactMap { Language(rawValue: String($0).trimmingSpaces().prefix(2).lowercased()) }.first ?? .english
    }

    private var title: String {
        switch slot {
        case .confirmation, .recovery: language("Se connecter", "Sign in")
        case .invite: language("Accepter l’invitation", "Accept the invitation")
        case .emailChangeCurrent, .emailChangeNew: language("Confirmer le changement d’adresse", "Confirm the change of address")
        }
    }

    private var content: String {
        let inputs = fields.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\(QuestionPage.escape($0.value))\">" }
        return """
            <p>\(QuestionPage.escape(email.description))</p>
            <form method="post" action="\(AuthDoor.prefix)/verify">
            \(inputs.joined(separator: "\n"))
            <button type="submit">\(language("Continuer", "Continue"))</button>
            </form>
            """
    }
}
