/// Size, weight and colour of a text. Few of them: every size and weight costs a font search in a cold process.
struct TextStyle: Hashable, Sendable {
    enum Weight: Hashable, Sendable {
        case regular
        case semibold
    }

    let size: Double
    let weight: Weight
    let ink: Ink
    /// Space between lines beyond the fonts' own, in points.
    let leading: Double

    init(_ size: Double, _ weight: Weight = .regular, _ ink: Ink = .text, leading: Double = 0) {
        self.size = size
        self.weight = weight
        self.ink = ink
        self.leading = leading
    }

    static let display = TextStyle(25, .semibold)
    static let figure = TextStyle(38, .semibold, .accent)
    static let heading = TextStyle(13, .semibold)
    static let subheading = TextStyle(9, .semibold)
    static let body = TextStyle(9, leading: 2)
    static let cell = TextStyle(9, leading: 1)
    static let label = TextStyle(9, .regular, .muted, leading: 1)
    static let strong = TextStyle(9, .semibold, leading: 1)
    static let link = TextStyle(9, .regular, .accent, leading: 1)
    static let small = TextStyle(7.5, .regular, .muted, leading: 1)
    static let smallLink = TextStyle(7.5, .regular, .accent, leading: 1)
    static let columnTitle = TextStyle(7.5, .semibold, .muted)
    static let running = TextStyle(7.5, .regular, .muted)
}
