/// What stands in one cell of a table, from top to bottom.
struct TableCell {
    enum Part {
        case text(TextBlock, link: WebAddress?)
        /// A bar that is filled from the left; both lengths are shares of the column, from 0 to 1.
        case bar(track: Double, filled: Double, Ink)
        /// A full dot for yes, an empty ring for no.
        case dot(Bool)
    }

    /// The height of a bar and of a dot, with the space that centres it on a line of text.
    static let barHeight = 5.0
    static let dotSize = 5.5
    static let glyphTop = 3.0
    static let gap = 2.0
    /// Where the baseline of a line of the table's text would be, had the bar or dot one.
    private static let barBaseline = 8.7

    let parts: [Part]

    init(_ parts: [Part]) {
        self.parts = parts
    }

    var height: Double {
        parts.reduce(0) { $0 + Self.height($1) } + Double(max(0, parts.count - 1)) * Self.gap
    }

    /// The cells of a row stand on one baseline, whatever fonts their scripts call for.
    var firstBaseline: Double {
        if case .text(let block, _) = parts.first { block.firstBaseline } else { Self.barBaseline }
    }

    static func height(_ part: Part) -> Double {
        switch part {
        case .text(let block, _): block.height
        case .bar: glyphTop + barHeight
        case .dot: glyphTop + dotSize
        }
    }
}
