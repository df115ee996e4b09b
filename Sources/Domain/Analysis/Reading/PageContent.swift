import Primitives

/// What a page holds for a reader who looks for facts: text, links, and what it declares about itself.
struct PageContent: Sendable {
    struct Link: Sendable, Hashable {
        /// As written in the page, white space trimmed.
        let target: String
        var text: String
        let language: String?
        /// True for frames and other embedded pages.
        let isEmbedded: Bool
    }

    struct Heading: Sendable, Hashable {
        let level: Int
        let text: String
    }

    var title: String?
    /// `lang` of the root element.
    var language: String?
    /// `name` or `property` in lower case, with its content; the first of each.
    var meta: [String: String] = [:]
    var headings: [Heading] = []
    var links: [Link] = []
    /// Addresses of scripts and style sheets.
    var resources: [String] = []
    var scriptCount = 0
    var imageCount = 0
    /// E-mail addresses that a content network scrambled (`data-cfemail`), in clear.
    var unscrambledEmails: [String] = []
    /// Texts of `<address>` elements.
    var addresses: [String] = []
    /// `datetime` of `<time>` elements.
    var dates: [String] = []
    /// The objects of JSON-LD blocks, unnested from arrays and `@graph`.
    var structured: [JSONValue] = []
    var text = PageText([])
    /// False when the markup went past a bound of the reader and the rest was left out.
    var isComplete = true

    /// Objects of one of these schema.org types.
    func structured(ofType types: Set<String>) -> [JSONValue] {
        structured.filter { object in
            switch object["@type"] {
            case .string(let name): types.contains(name)
            case .array(let names): names.contains { $0.string.map(types.contains) ?? false }
            default: false
            }
        }
    }
}
