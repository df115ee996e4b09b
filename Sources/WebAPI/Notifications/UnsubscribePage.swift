import Crypto
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives

/// The page that asks before mails end, or says that they have. It loads nothing, runs nothing, and may not be framed.
struct UnsubscribePage {
    private static let style = """
        :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif }
        body { display: grid; min-height: 100vh; margin: 0; place-items: center; background: Canvas; color: CanvasText }
        main { max-width: 26rem; padding: 1.5rem; text-align: center }
        h1 { font-size: 1.4rem; margin: 0 0 1rem }
        button { min-height: 44px; padding: .6rem 1.5rem; border: 0; border-radius: 8px; background: #b3391e; color: #fff; font: inherit;
            font-weight: 600; cursor: pointer }
        """
    /// CSP 3 §2.3.1: this style and no other.
    private static let styleSource = "'sha256-\(Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString())'"

    let language: Language
    let isDone: Bool

    var response: Response {
        let body = ByteBuffer(string: html)
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .contentLength: String(body.readableBytes), .cacheControl: "no-store",
            .vary: "Accept-Language",
            .contentSecurityPolicy:
                "default-src 'none'; style-src \(Self.styleSource); form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ]
        for (name, value) in [("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex")] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    private var title: String {
        isDone
            ? language("Vous ne recevrez plus ces messages.", "You will get no more of these mails.")
            : language("Ne plus recevoir ces messages\u{a0}?", "No more of these mails?")
    }

    private var html: String {
        // Without an action the form goes to the address of the page, which is the link itself.
        let form = "<form method=\"post\"><button type=\"submit\">\(language("Ne plus les recevoir", "No more of them"))</button></form>"
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
            \(isDone ? "" : form)
            </main>
            </body>
            </html>

            """
    }
}
