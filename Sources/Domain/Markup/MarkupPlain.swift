import Primitives

extension Markup {
    /// The words alone, on one line, for where no markup can stand: titles of notifications, mails.
    func plain(_ names: MarkupHTML.Names) -> String {
        var text = ""
        for block in blocks { Self.write(block, names, to: &text) }
        return text.singleLine()
    }

    private static func write(_ block: Block, _ names: MarkupHTML.Names, to text: inout String) {
        switch block {
        case .paragraph(let inlines): write(inlines, names, to: &text)
        case .code(let code): text += code
        case .quote(let blocks): for block in blocks { write(block, names, to: &text) }
        case .list(_, let items):
            for item in items {
                write(item, names, to: &text)
                text += " "
            }
        }
        text += " "
    }

    private static func write(_ inlines: [Inline], _ names: MarkupHTML.Names, to text: inout String) {
        for inline in inlines {
            switch inline {
            case .text(let part), .code(let part): text += part
            case .lineBreak: text += " "
            case .marked(_, let inner), .link(_, let inner): write(inner, names, to: &text)
            case .person(let id): text += "@" + (names.people[id] ?? "…")
            case .lead(let id): text += names.leads[id] ?? "…"
            }
        }
    }
}
