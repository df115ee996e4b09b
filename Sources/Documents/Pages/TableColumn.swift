/// A column of a table: its title, width in points and the side its lines begin at.
struct TableColumn: Sendable {
    let title: String
    let width: Double
    let alignment: TextAlignment

    init(_ title: String, width: Double, _ alignment: TextAlignment = .leading) {
        self.title = title
        self.width = width
        self.alignment = alignment
    }
}
