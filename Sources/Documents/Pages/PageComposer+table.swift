extension PageComposer {
    private static let gutter = 12.0
    private static let rowPadding = 5.0

    /// What the cells of the last column may use when all others have their width and gutters.
    static func remainingWidth(beside widths: Double...) -> Double {
        PageGeometry.frameWidth - widths.reduce(0) { $0 + $1 + gutter }
    }

    /// A table whose rows stay whole, with its titles repeated on every page that it reaches.
    ///
    /// Rows are made one at a time, when they are placed.
    mutating func table(
        _ columns: [TableColumn], rows: Int, row: (Int) throws(DossierError) -> [TableCell]
    ) throws(DossierError) {
        guard rows > 0 else { return }
        var index = 0
        var next = try row(0)
        append(.begin(.table, []))
        try titles(columns)
        while !isCut {
            let baseline = next.map(\.firstBaseline).max() ?? 0
            let height = Self.rowPadding * 2 + (next.map { $0.height + baseline - $0.firstBaseline }.max() ?? 0)
            if height > space, !isAtTop {
                append(.end(.table))
                breakPage()
                append(.begin(.table, []))
                try titles(columns)
            }
            place(next, columns, baseline: baseline, height: height)
            index += 1
            guard index < rows else { break }
            next = try row(index)
        }
        append(.end(.table))
    }

    private mutating func titles(_ columns: [TableColumn]) throws(DossierError) {
        append(.begin(.row, []))
        var x = PageGeometry.left
        var tallest = 0.0
        for column in columns {
            if !column.title.isEmpty {
                let block = try typesetter.block(column.title, .columnTitle, width: column.width, maxLines: 2, alignment: column.alignment)
                text(block, block.lines.indices, as: .columnTitle, x: x, y: y)
                tallest = max(tallest, block.height)
            }
            x += column.width + Self.gutter
        }
        append(.end(.row))
        y += tallest + 4
        rule()
    }

    private mutating func place(_ cells: [TableCell], _ columns: [TableColumn], baseline: Double, height: Double) {
        append(.begin(.row, []))
        var x = PageGeometry.left
        for (cell, column) in zip(cells, columns) {
            append(.begin(.cell, []))
            var top = y + Self.rowPadding + baseline - cell.firstBaseline
            for part in cell.parts {
                place(part, x: x, top: top, width: column.width)
                top += TableCell.height(part) + TableCell.gap
            }
            append(.end(.cell))
            x += column.width + Self.gutter
        }
        append(.end(.row))
        y += height
        rule()
    }

    private mutating func place(_ part: TableCell.Part, x: Double, top: Double, width: Double) {
        switch part {
        case .text(let block, let link):
            linked(block, block.lines.indices, x: x, y: top, link: link)
        case .bar(let track, let filled, let ink):
            bar(
                Box(x: x, y: top + TableCell.glyphTop, width: width, height: TableCell.barHeight), track: track, filled: filled, ink)
        case .dot(let full):
            let box = Box(x: x, y: top + TableCell.glyphTop, width: TableCell.dotSize, height: TableCell.dotSize)
            append(full ? .fill(box, .accent, radius: TableCell.dotSize / 2) : .ring(box, .muted))
        }
    }

    /// A rounded track with some of it filled, both as shares of the box; what is above zero always shows.
    mutating func bar(_ box: Box, track: Double = 1, filled: Double, _ ink: Ink) {
        for (share, ink) in [(track, Ink.track), (filled, ink)] where share > 0 {
            var part = box
            part.width = max(box.height, box.width * min(share, 1))
            append(.fill(part, ink, radius: box.height / 2))
        }
    }
}
