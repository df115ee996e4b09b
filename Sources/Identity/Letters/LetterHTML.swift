import Primitives

/// A letter as HTML for mail programs: inline styles, no picture, nothing loaded from anywhere.
enum LetterHTML {
    private static let ink = "#1c1917"
    private static let quiet = "#6b6560"

    static func render(_ elements: [LetterElement], footer: String, title: String, language: Language) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(escape(title))</title>
        </head>
        <body style="margin:0;padding:24px 12px;background:#f5f3f0;color:\(ink)">
        <div style="max-width:480px;margin:0 auto;padding:28px 24px;background:#ffffff;border-radius:10px;\
        font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
        \(elements.map(element).joined(separator: "\n"))
        </div>
        <p style="max-width:480px;margin:16px auto 0;padding:0 24px;color:\(quiet);font:13px/1.5 system-ui,sans-serif">\(escape(footer))</p>
        </body>
        </html>

        """
    }

    private static func element(_ element: LetterElement) -> String {
        switch element {
        case .paragraph(let text): "<p style=\"margin:0 0 16px\">\(escape(text))</p>"
        case .note(let text): "<p style=\"margin:16px 0 0;color:\(quiet);font-size:14px\">\(escape(text))</p>"
        case .code(let code):
            "<p style=\"margin:0 0 16px;font:600 32px/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:6px\">\(escape(code))</p>"
        case .command(let text):
            "<p style=\"margin:0 0 16px;font:15px/1.5 ui-monospace,Menlo,Consolas,monospace\">\(escape(text))</p>"
        case .quietLink(let label, let address):
            """
            <p style="margin:16px 0 0;font-size:14px"><a href="\(escape(address))" style="color:\(quiet)">\(escape(label))</a></p>
            """
        case .link(let label, let address):
            """
            <p style="margin:0 0 16px"><a href="\(escape(address))" style="display:inline-block;padding:11px 20px;\
            background:#b3391e;color:#ffffff;border-radius:8px;text-decoration:none;font-weight:600">\(escape(label))</a></p>
            """
        }
    }

    /// Fit for text and for values in double quotes.
    static func escape(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
