/// An entry of the PDF's outline.
struct Bookmark: Sendable {
    let title: String
    /// From 1.
    let page: Int
    let y: Double
}
