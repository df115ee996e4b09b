import Crypto
import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives

/// A public form as a page of its own, small enough to stand in another site's frame. It loads nothing and runs nothing.
struct FormPage {
    private static let style = """
        :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif }
        * { box-sizing: border-box }
        body { margin: 0; background: Canvas; color: CanvasText }
        main { max-width: 32rem; margin: 0 auto; padding: 1rem }
        label { display: block; margin: 0 0 1rem; font-weight: 600 }
        input, textarea { display: block; width: 100%; min-height: 44px; margin: .25rem 0 0; padding: .5rem .75rem; border: 1px solid GrayText;
            border-radius: 8px; background: Field; color: FieldText; font: inherit; font-weight: 400 }
        textarea { min-height: 8rem; resize: vertical }
        button { min-height: 44px; padding: .6rem 1.5rem; border: 0; border-radius: 8px; background: #b3391e; color: #fff; font: inherit;
            font-weight: 600; cursor: pointer }
        .fault { margin: .25rem 0 0; color: #b3391e; font-weight: 400 }
        @media (prefers-color-scheme: dark) { .fault { color: #ff9a80 } }
        .needed::after { content: " *" }
        .trap { position: absolute; left: -10000px; width: 1px; height: 1px; overflow: hidden }
        """
    /// CSP 3 §2.3.1: this style and no other.
    private static let styleSource = "'sha256-\(Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString())'"

    let form: Form
    var isSent = false
    /// What was filled in, when it has to be corrected.
    var values: Forms.Values = [:]
    var failure: Failure?

    static func thanks(of form: Form) -> String {
        form.thanks ?? form.language("Merci. Nous revenons vers vous rapidement.", "Thank you. We will be in touch soon.")
    }

    func response(status: HTTPResponse.Status = .ok) -> Response {
        let body = ByteBuffer(string: html)
        let ancestors = (["'self'"] + form.origins).joined(separator: " ")
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .contentLength: String(body.readableBytes), .cacheControl: "no-store",
            // Browsers that know frame-ancestors leave X-Frame-Options alone (CSP 3 §6.4.2.2).
            .contentSecurityPolicy:
                "default-src 'none'; style-src \(Self.styleSource); form-action 'self'; base-uri 'none'; frame-ancestors \(ancestors)",
        ]
        for (name, value) in [("Cross-Origin-Resource-Policy", "cross-origin"), ("X-Robots-Tag", "noindex")] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        if let seconds = failure?.retryAfter?.components.seconds, let name = HTTPField.Name("Retry-After") { headers[name] = "\(seconds)" }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    private var html: String {
        """
        <!doctype html>
        <html lang="\(form.language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Self.escape(form.name))</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <main>
        \(isSent ? "<p role=\"status\">\(Self.escape(Self.thanks(of: form)))</p>" : fields)
        </main>
        </body>
        </html>

        """
    }

    private var fields: String {
        let inputs = form.fields.map(input).joined(separator: "\n")
        let alert = failure.map { "<p class=\"fault\" role=\"alert\">\(Self.escape($0.message))</p>\n" } ?? ""
        return """
            <form method="post" action="\(form.path)">
            \(alert)\(inputs)
            <div class="trap" aria-hidden="true"><label>\(form.language("Laissez vide", "Leave this empty"))
            <input name="\(Forms.trapField)" tabindex="-1" autocomplete="off"></label></div>
            <button type="submit">\(form.language("Envoyer", "Send"))</button>
            </form>
            """
    }

    private func input(_ field: FormField) -> String {
        let (title, type, purpose) = wording(of: field.name)
        let name = field.name.rawValue
        let value = Self.escape(values[name] ?? "")
        let fault = failure?.fields.first { $0.pointer == "/\(name)" }
        let marks = (field.required ? " required" : "") + (fault == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"\(name)-fault\"")
        let control =
            field.name == .notes
            ? "<textarea name=\"\(name)\" maxlength=\"10000\"\(marks)>\(value)</textarea>"
            : "<input name=\"\(name)\" type=\"\(type)\" autocomplete=\"\(purpose)\" maxlength=\"200\" value=\"\(value)\"\(marks)>"
        let hint = fault.map { "<p class=\"fault\" id=\"\(name)-fault\">\(Self.escape($0.message))</p>" } ?? ""
        return "<label><span\(field.required ? " class=\"needed\"" : "")>\(title)</span>\n\(control)\(hint)</label>"
    }

    private func wording(of name: FormField.Name) -> (title: String, type: String, purpose: String) {
        switch name {
        case .company: (form.language("Entreprise", "Company"), "text", "organization")
        case .contactName: (form.language("Votre nom", "Your name"), "text", "name")
        case .email: (form.language("Adresse e-mail", "E-mail address"), "email", "email")
        case .phone: (form.language("Téléphone", "Phone"), "tel", "tel")
        // As a text: few people write the scheme that a browser asks for.
        case .website: (form.language("Site web", "Website"), "text", "url")
        case .notes: (form.language("Message", "Message"), "text", "off")
        }
    }

    private static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
