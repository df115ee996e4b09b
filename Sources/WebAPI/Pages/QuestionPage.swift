import Crypto
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives

/// A page of the node's own that asks whoever came by a link from a letter, before anything is done. It loads nothing, runs nothing, and may
/// not be framed.
struct QuestionPage {
    private static let style = """
        :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif }
        body { display: grid; min-height: 100vh; margin: 0; place-items: center; background: Canvas; color: CanvasText }
        main { max-width: 26rem; padding: 1.5rem; text-align: center }
        h1 { font-size: 1.4rem; margin: 0 0 .5rem }
        p { margin: 0; overflow-wrap: anywhere }
        form { margin: 1.5rem 0 0 }
        button { min-height: 44px; padding: .6rem 1.5rem; border: 0; border-radius: 8px; background: #b3391e; color: #fff; font: inherit;
            font-weight: 600; cursor: pointer }
        """
    /// CSP 3 §2.3.1: this style and no other.
    private static let styleSource = "'sha256-\(Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString())'"

    let language: Language
    let title: String
    /// HTML below the title, with what others wrote escaped.
    let content: String
    /// Browsers hold the answer to a form against `form-action` as well: a page whose answer leads to another site can't name it.
    let staysHere: Bool

    var response: Response {
        let body = ByteBuffer(string: html)
        let target = staysHere ? " form-action 'self';" : ""
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .contentLength: String(body.readableBytes), .cacheControl: "no-store",
            .vary: "Accept-Language",
            .contentSecurityPolicy: "default-src 'none'; style-src \(Self.styleSource);\(target) base-uri 'none'; frame-ancestors 'none'",
        ]
        for (name, value) in [("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex")] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }

    private var html: String {
        """
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
        \(content)
        </main>
        </body>
        </html>

        """
    }
}
