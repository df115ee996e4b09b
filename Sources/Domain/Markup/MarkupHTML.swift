import Identity
import Primitives

/// Writes what a message says as HTML. Every tag is written here and every text is escaped: nothing of a message passes as it is.
struct MarkupHTML {
    /// What people and leads are called; whoever has no name here stays as they were written.
    struct Names: Hashable, Sendable {
        var people: [ID<Person>: String] = [:]
        var leads: [ID<Lead>: String] = [:]
    }

    private let names: Names
    private var html: [UInt8] = []

    static func html(of markup: Markup, _ names: Names) -> String {
        var writer = MarkupHTML(names: names)
        for block in markup.blocks { writer.write(block) }
        return String(decoding: writer.html, as: UTF8.self)
    }

    private init(names: Names) {
        self.names = names
    }

    /// Each block finds its own direction: a line of Arabic among others stands as it should, and leads none of them astray.
    private mutating func write(_ block: Markup.Block) {
        switch block {
        case .paragraph(let inlines):
            tag("<p dir=\"auto\">")
            write(inlines)
            tag("</p>")
        case .code(let code):
            tag("<pre dir=\"auto\"><code>")
            escape(code)
            tag("</code></pre>")
        case .quote(let blocks):
            tag("<blockquote dir=\"auto\">")
            for block in blocks { write(block) }
            tag("</blockquote>")
        case .list(let start, let items):
            tag(start == nil ? "<ul dir=\"auto\">" : start == 1 ? "<ol dir=\"auto\">" : "<ol dir=\"auto\" start=\"\(start ?? 1)\">")
            for item in items {
                tag("<li dir=\"auto\">")
                write(item)
                tag("</li>")
            }
            tag(start == nil ? "</ul>" : "</ol>")
        }
    }

    private mutating func write(_ inlines: [Markup.Inline]) {
        for inline in inlines { write(inline) }
    }

    private mutating func write(_ inline: Markup.Inline) {
        switch inline {
        case .text(let text): escape(text)
        case .lineBreak: tag("<br>")
        case .code(let code):
            tag("<code>")
            escape(code)
            tag("</code>")
        case .marked(let mark, let inner):
            let name =
                switch mark {
                case .strong: "strong"
                case .emphasis: "em"
                case .strike: "del"
                }
            tag("<\(name)>")
            write(inner)
            tag("</\(name)>")
        case .link(let address, let inner): write(inner, linkingTo: address)
        case .person(let id):
            guard let name = names.people[id] else { return escape("<@\(id)>") }
            tag("<span class=\"mention\" data-person=\"\(id)\">@")
            escape(name)
            tag("</span>")
        case .lead(let id):
            guard let name = names.leads[id] else { return escape("<#\(id)>") }
            tag("<a class=\"lead\" data-lead=\"\(id)\" href=\"/leads/\(id)\">")
            escape(name)
            tag("</a>")
        }
    }

    /// Where words stand in its place, the address is shown to who points at them.
    private mutating func write(_ inner: [Markup.Inline], linkingTo address: String) {
        tag("<a href=\"")
        escape(address)
        if inner != [.text(address)] {
            tag("\" title=\"")
            escape(address)
        }
        tag("\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">")
        write(inner)
        tag("</a>")
    }

    private mutating func tag(_ text: String) { html += text.utf8 }

    /// Good for text and for attributes in quotes.
    private mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): html += "&amp;".utf8
            case UInt8(ascii: "<"): html += "&lt;".utf8
            case UInt8(ascii: ">"): html += "&gt;".utf8
            case UInt8(ascii: "\""): html += "&quot;".utf8
            case UInt8(ascii: "'"): html += "&#39;".utf8
            default: html.append(byte)
            }
        }
    }
}
