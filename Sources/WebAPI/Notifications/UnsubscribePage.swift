import Hummingbird
import Primitives

/// The page that asks before mails end, or says that they have.
struct UnsubscribePage {
    let language: Language
    let isDone: Bool

    var response: Response {
        // Without an action the form goes to the address of the page, which is the link itself.
        let form = "<form method=\"post\"><button type=\"submit\">\(language("Ne plus les recevoir", "No more of them"))</button></form>"
        return QuestionPage(language: language, title: title, content: isDone ? "" : form, staysHere: true).response
    }

    private var title: String {
        isDone
            ? language("Vous ne recevrez plus ces messages.", "You will get no more of these mails.")
            : language("Ne plus recevoir ces messages\u{a0}?", "No more of these mails?")
    }
}
