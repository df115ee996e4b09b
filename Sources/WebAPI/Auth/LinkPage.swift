import Crypto
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Primitives

/// The page that asks before a link is redeemed. It loads nothing, runs nothing, and may not be framed.
struct LinkPage {
    private static let style = """
        :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif }
        body { display: grid; min-height: 100vh; margin: 0; place-items: center; background: Canvas; color: CanvasText }
        main { max-width: 26rem; padding: 1.5rem; text-align: center }
        h1 { font-size: 1.4rem; margin: 0 0 .5rem }
        p { margin: 0 0 1.5rem; overflow-wrap: anywhere }
        button { min-height: 44px; padding: .6rem 1.5rem; border: 0; border-radius: 8px; background: #b3391e; color: #fff; font: inherit;
            font-weight: 600; cursor: pointer }
        """
    /// CSP 3 §2.3.1: this style and no other.
    private static let styleSource = "'sha256-\(Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString())'"

    let slot: CodeSlot
    let email: EmailAddress
    let language: Language
    /// What the button sends.
    let fields: [(name: String, value: String)]

    var response: Response {
        let body = ByteBuffer(string: html)
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .contentLength: String(body.readableBytes), .cacheControl: "no-store",
            .vary: "Accept-Language",
            // Without form-action: browsers apply it to where the answer leads as well, and that is another site.
            .contentSecurityPolicy: "default-src 'none'; style-src \(Self.styleSource); base-uri 'none'; frame-ancestors 'none'",
        ]
        for (name, value) in [("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex")] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
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

    private var html: String {
        let inputs = fields.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\(Self.escape($0.value))\">" }.joined(separator: "\n")
        return """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <main>
            <h1>\(title)</h1>
            <p>\(Self.escape(email.description))</p>
            <form method="post" action="\(AuthDoor.prefix)/verify">
            \(inputs)
            <button type="submit">\(language("Continuer", "Continue"))</button>
            </form>
            </main>
            </body>
            </html>

            """
    }

    private static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
