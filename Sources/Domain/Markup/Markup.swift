import Identity
import Primitives

/// What a message says, read from the few marks that it may be written with: a tree without any markup of the web in it.
///
/// Whatever the text, there is one, and it is read in a time that grows with its length alone.
struct Markup: Hashable, Sendable {
    enum Block: Hashable, Sendable {
        case paragraph([Inline])
        case code(String)
        case quote([Block])
        /// - Parameter start: of a numbered list.
        case list(start: Int?, items: [[Inline]])
    }

    enum Inline: Hashable, Sendable {
        case text(String)
        case lineBreak
        case code(String)
        indirect case marked(Mark, [Inline])
        indirect case link(address: String, [Inline])
        case person(ID<Person>)
        case lead(ID<Lead>)
    }

    enum Mark: String, Hashable, Sendable {
        case strong = "**"
        case emphasis = "*"
        case strike = "~~"
    }

    /// Whom and what a message names: more is a list, not a message.
    static let referenceLimit = 50

    let blocks: [Block]

    init(_ text: String) {
        blocks = BlockReader.read(Array(text.utf8))
    }

    /// The people who are named, each once, in the order of the text.
    var people: [ID<Person>] {
        var people: [ID<Person>] = []
        forEachInline { inline in
            if case .person(let id) = inline, people.count < Self.referenceLimit, !people.contains(id) { people.append(id) }
        }
        return people
    }

    /// The leads that are named, each once.
    var leads: [ID<Lead>] {
        var leads: [ID<Lead>] = []
        forEachInline { inline in
            if case .lead(let id) = inline, leads.count < Self.referenceLimit, !leads.contains(id) { leads.append(id) }
        }
        return leads
    }

    private func forEachInline(_ body: (Inline) -> Void) {
        for block in blocks { Self.visit(block, body) }
    }

    private static func visit(_ block: Block, _ body: (Inline) -> Void) {
        switch block {
        case .paragraph(let inlines): visit(inlines, body)
        case .code: break
        case .quote(let blocks): for block in blocks { visit(block, body) }
        case .list(_, let items): for item in items { visit(item, body) }
        }
    }

    private static func visit(_ inlines: [Inline], _ body: (Inline) -> Void) {
        for inline in inlines {
            body(inline)
            switch inline {
            case .marked(_, let inner), .link(_, let inner): visit(inner, body)
            case .text, .lineBreak, .code, .person, .lead: break
            }
        }
    }
}
