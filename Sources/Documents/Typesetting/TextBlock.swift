import CPango

/// A text broken into lines and measured, in points.
final class TextBlock {
    struct Line {
        let pointer: UnsafeMutablePointer<PangoLayoutLine>
        /// From the block's left edge: a right-to-left line does not begin there.
        let x: Double
        let width: Double
        /// From the block's top.
        let top: Double
        let bottom: Double
        let baseline: Double
    }

    let ink: Ink
    let lines: [Line]
    private let layout: OpaquePointer

    /// Takes over the caller's reference to the layout, which must not change any more: the lines belong to it.
    init(taking layout: OpaquePointer, ink: Ink) {
        self.layout = layout
        self.ink = ink
        let scale = Double(PANGO_SCALE)
        var lines: [Line] = []
        if let cursor = pango_layout_get_iter(layout) {
            repeat {
                guard let pointer = pango_layout_iter_get_line_readonly(cursor) else { continue }
                var logical = PangoRectangle()
                pango_layout_iter_get_line_extents(cursor, nil, &logical)
                let top = Double(logical.y) / scale
                lines.append(
                    Line(
                        pointer: pointer, x: Double(logical.x) / scale, width: Double(logical.width) / scale, top: top,
                        bottom: top + Double(logical.height) / scale, baseline: Double(pango_layout_iter_get_baseline(cursor)) / scale))
            } while pango_layout_iter_next_line(cursor) != 0
            pango_layout_iter_free(cursor)
        }
        self.lines = lines
    }

    deinit {
        cpango_object_unref(UnsafeMutableRawPointer(layout))
    }

    /// From the block's top to the baseline of its first line; texts side by side stand on one.
    var firstBaseline: Double { lines.first?.baseline ?? 0 }

    /// The whole text in UTF-8, as runs refer to it; lives as long as the block.
    var text: UnsafePointer<CChar> { pango_layout_get_text(layout) }

    var height: Double { lines.last?.bottom ?? 0 }

    /// The widest line.
    var width: Double { lines.map(\.width).max() ?? 0 }

    func height(of range: Range<Int>) -> Double {
        range.isEmpty ? 0 : lines[range.upperBound - 1].bottom - lines[range.lowerBound].top
    }
}
