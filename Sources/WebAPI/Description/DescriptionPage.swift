import Crypto
import Foundation
import Primitives

/// The description of the API as a page to read: one file that loads nothing and runs nothing.
struct DescriptionPage {
    private static let style = """
        :root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif }
        * { box-sizing: border-box }
        body { margin: 0; background: Canvas; color: CanvasText }
        main { max-width: 60rem; margin: 0 auto; padding: 1rem 1rem 4rem }
        h1 { font-size: 1.6rem; margin: 1rem 0 } h2 { margin: 2.5rem 0 .5rem; font-size: 1.25rem } h3 { font-size: 1rem; margin: 1rem 0 .25rem }
        a { color: LinkText } nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem }
        nav a { min-height: 44px; display: inline-flex; align-items: center }
        details { border: 1px solid GrayText; border-radius: 8px; margin: .5rem 0; padding: 0 .75rem }
        summary { min-height: 44px; padding: .6rem 0; cursor: pointer; overflow-wrap: anywhere }
        code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere }
        ul { margin: .25rem 0; padding-left: 1.1rem } li { margin: .15rem 0; overflow-wrap: anywhere }
        .method { display: inline-block; min-width: 4.2rem; font-weight: 700; color: #a8351c } .faint { opacity: .75 }
        @media (prefers-color-scheme: dark) { .method { color: #ff9a80 } }
        """
    /// CSP 3 §2.3.1: this style and no other.
    private static let styleSource = "'sha256-\(Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString())'"
    static let policy = "default-src 'none'; style-src \(styleSource); base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    private static let methods = ["get", "post", "put", "patch", "delete"]

    private let document: JSONValue

    init(_ description: APIDescription) {
        document = description.document
    }

    var html: String {
        let info = document["info"]
        let operations = operations()
        let tags = Set(operations.map(\.tag)).sorted()
        let schemas = document["components"]?["schemas"]?.object ?? [:]
        let about = (info?["description"]?.string ?? "").components(separatedBy: "\n\n").map { "<p>\(Self.text($0))</p>" }.joined()
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Uprising Node: API</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <main>
            <h1>The API of this node <span class="faint">\(Self.escape(info?["version"]?.string ?? ""))</span></h1>
            \(about)
            <p>For programs: <a href="\(APIDescription.path)">openapi.json</a> (OpenAPI 3.1).</p>
            <nav aria-label="Parts">\(tags.map { "<a href=\"#\($0)\">\($0)</a>" }.joined())<a href="#types">types</a></nav>
            \(tags.map { tag in section(tag, operations.filter { $0.tag == tag }) }.joined(separator: "\n"))
            <h2 id="types">Types</h2>
            \(schemas.keys.sorted().map { type($0, schemas[$0] ?? .null) }.joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    private struct Listed {
        let tag: String
        let method: String
        let path: String
        let operation: JSONValue
    }

    private func operations() -> [Listed] {
        let paths = document["paths"]?.object ?? [:]
        return paths.keys.sorted().flatMap { path in
            Self.methods.compactMap { method in
                paths[path]?[method].map { Listed(tag: $0["tags"]?.array?.first?.string ?? "", method: method, path: path, operation: $0) }
            }
        }
    }

    private func section(_ tag: String, _ operations: [Listed]) -> String {
        "<h2 id=\"\(tag)\">\(tag)</h2>\n" + operations.map(self.operation).joined(separator: "\n")
    }

    private func operation(_ listed: Listed) -> String {
        let operation = listed.operation
        var parts: [String] = []
        if let text = operation["description"]?.string { parts.append("<p>\(Self.text(text))</p>") }
        if let permission = operation["x-permission"]?.string {
            parts.append("<p>Needs <code>\(permission)</code>.</p>")
        } else if let access = operation["x-access"]?.string {
            parts.append("<p>For \(access == "signed in" ? "whoever is signed in" : "any credential").</p>")
        } else {
            parts.append("<p>Open.</p>")
        }
        let parameters = (operation["parameters"]?.array ?? []).map(resolved).map { parameter in
            let required = parameter["required"] == true ? "" : " <span class=\"faint\">optional</span>"
            return """
                <li><code>\(Self.escape(parameter["name"]?.string ?? ""))</code> \
                <span class="faint">\(parameter["in"]?.string ?? "")</span> \(summary(parameter["schema"]))\(required) \
                \(Self.text(parameter["description"]?.string ?? ""))</li>
                """
        }
        if !parameters.isEmpty { parts.append("<h3>Parameters</h3><ul>\(parameters.joined())</ul>") }
        if let content = operation["requestBody"]?["content"]?.object { parts.append("<h3>Body</h3>\(self.content(content))") }
        parts.append("<h3>Answers</h3><ul>\(answers(operation["responses"]?.object ?? [:]))</ul>")
        return """
            <details id="\(operation["operationId"]?.string ?? "")"><summary><span class="method">\(listed.method.uppercased())</span> \
            <code>\(Self.escape(listed.path))</code><br>\(Self.escape(operation["summary"]?.string ?? ""))</summary>
            \(parts.joined(separator: "\n"))
            </details>
            """
    }

    private func answers(_ responses: [String: JSONValue]) -> String {
        responses.keys.sorted().map { status in
            let response = resolved(responses[status] ?? .null)
            let content = response["content"]?.object ?? [:]
            if let problem = content["application/problem+json"] {
                let codes = problem["schema"]?["allOf"]?.array?.last?["properties"]?["code"]?["enum"]?.array ?? []
                return "<li>\(status) \(codes.compactMap(\.string).map { "<code>\($0)</code>" }.joined(separator: ", "))</li>"
            }
            return "<li>\(status)\(content.isEmpty ? " without a body" : self.content(content))</li>"
        }.joined()
    }

    private func content(_ content: [String: JSONValue]) -> String {
        content.keys.sorted().map { type in
            "<div><span class=\"faint\">\(Self.escape(type))</span> \(summary(content[type]?["schema"]))</div>"
        }.joined()
    }

    private func type(_ name: String, _ schema: JSONValue) -> String {
        "<details id=\"type-\(name)\"><summary><code>\(name)</code></summary>\(summary(schema))</details>"
    }

    /// A schema in words, members as a list.
    private func summary(_ schema: JSONValue?) -> String {
        guard let schema, let parts = schema.object, !parts.isEmpty else { return "anything" }
        if let reference = schema["$ref"]?.string {
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            return "<a href=\"#type-\(name)\">\(name)</a>"
        }
        if let one = schema["anyOf"]?.array ?? schema["allOf"]?.array { return one.map(summary).joined(separator: " or ") }
        let types = schema["type"]?.array?.compactMap(\.string) ?? [schema["type"]?.string].compactMap(\.self)
        let orNull = types.contains("null") ? " or null" : ""
        switch types.first {
        case "null": return "null"
        case "array": return "list of \(summary(schema["items"]))\(orNull)"
        case "object":
            guard let properties = schema["properties"]?.object else {
                return "object of \(summary(schema["additionalProperties"]))\(orNull)"
            }
            let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
            let members = properties.keys.sorted().map { name in
                let mark = required.contains(name) ? "" : " <span class=\"faint\">optional</span>"
                let text = properties[name]?["description"]?.string.map { " " + Self.text($0) } ?? ""
                return "<li><code>\(Self.escape(name))</code> \(summary(properties[name]))\(mark)\(text)</li>"
            }
            return "object\(orNull)<ul>\(members.joined())</ul>"
        default:
            if let words = schema["enum"]?.array {
                return words.compactMap(\.string).map { "<code>\(Self.escape($0))</code>" }.joined(separator: ", ") + orNull
            }
            return Self.escape([schema["format"]?.string ?? types.first ?? "anything", bounds(schema)].joined()) + orNull
        }
    }

    private func bounds(_ schema: JSONValue) -> String {
        if let limit = schema["maxLength"]?.integer { return ", at most \(limit) characters" }
        if let least = schema["minimum"]?.integer, let most = schema["maximum"]?.integer { return " from \(least) to \(most)" }
        return ""
    }

    private func resolved(_ value: JSONValue) -> JSONValue {
        guard let reference = value["$ref"]?.string else { return value }
        return reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] ?? .null }
    }

    /// With what stands between back-ticks as code.
    private static func text(_ text: String) -> String {
        escape(text).split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .map { $0 % 2 == 1 ? "<code>\($1)</code>" : String($1) }.joined()
    }

    private static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
