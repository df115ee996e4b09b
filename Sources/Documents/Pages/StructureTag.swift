/// An element of the PDF's logical structure (ISO 32000-1 §14.8.4), which is what a screen reader follows.
enum StructureTag: Hashable, Sendable {
    case title
    case heading
    case subheading
    case paragraph
    case table
    case row
    case columnTitle
    case cell
    case link(WebAddress)

    var name: String {
        switch self {
        case .title: "H1"
        case .heading: "H2"
        case .subheading: "H3"
        case .paragraph: "P"
        case .table: "Table"
        case .row: "TR"
        case .columnTitle: "TH"
        case .cell: "TD"
        case .link: "Link"
        }
    }
}
