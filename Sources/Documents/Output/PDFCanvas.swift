import CPango

/// A Cairo PDF surface with its drawing context; paints composed pages.
final class PDFCanvas {
    private let sink: PDFSink
    private let surface: OpaquePointer?
    private let context: OpaquePointer?
    private var pictures = GlyphPictures()

    init() {
        let sink = PDFSink()
        self.sink = sink
        surface = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = Unmanaged<PDFSink>.fromOpaque(closure).takeUnretainedValue()
                return sink.take(UnsafeBufferPointer(start: data, count: Int(length))) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR
            }, Unmanaged.passUnretained(sink).toOpaque(), PageGeometry.width, PageGeometry.height)
        context = cairo_create(surface)
    }

    deinit {
        cairo_destroy(context)
        // Finishing may write once more, so it has to happen while the sink is there.
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
    }

    func set(_ field: cairo_pdf_metadata_t, to text: String) {
        cairo_pdf_surface_set_metadata(surface, field, text)
    }

    func add(_ bookmark: Bookmark) {
        let target = "page=\(bookmark.page) pos=[0 \(Self.number(bookmark.y))]"
        _ = cairo_pdf_surface_add_outline(surface, Int32(CAIRO_PDF_OUTLINE_ROOT), bookmark.title, target, CAIRO_PDF_OUTLINE_FLAG_OPEN)
    }

    func paint(_ page: [PageItem]) {
        for item in page { paint(item) }
        pictures.place(on: context)
        cairo_show_page(context)
    }

    /// Ends the file. Cairo keeps the first error and does nothing after it, so asking here is enough.
    func finish() throws(DossierError) -> [UInt8] {
        let drawn = cairo_status(context)
        cairo_surface_finish(surface)
        let written = cairo_surface_status(surface)
        if sink.isFull { throw .tooLarge(limit: DossierLimits.bytes) }
        for status in [drawn, written] where status != CAIRO_STATUS_SUCCESS {
            if status == CAIRO_STATUS_NO_MEMORY { throw .outOfMemory }
            throw .drawing(String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }

    private func paint(_ item: PageItem) {
        switch item {
        case .begin(let tag, let boxes):
            cairo_tag_begin(context, tag.name, Self.attributes(of: tag, boxes))
        case .end(let tag):
            cairo_tag_end(context, tag.name)
        case .text(let block, let lines, let x, let y):
            guard let first = lines.first else { return }
            use(block.ink)
            let offset = y - block.lines[first].top
            for line in block.lines[lines] {
                paint(line, of: block, x: x + line.x, y: offset + line.baseline)
            }
        case .fill(let box, let ink, let radius):
            use(ink)
            trace(box, radius: radius)
            cairo_fill(context)
        case .ring(let box, let ink):
            use(ink)
            cairo_set_line_width(context, 0.8)
            trace(Box(x: box.x + 0.4, y: box.y + 0.4, width: box.width - 0.8, height: box.height - 0.8), radius: box.width / 2 - 0.4)
            cairo_stroke(context)
        }
    }

    private func paint(_ line: TextBlock.Line, of block: TextBlock, x: Double, y: Double) {
        var x = x
        var cell = line.pointer.pointee.runs
        while let current = cell {
            if let run = current.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self) {
                if cpango_run_has_colour(run) != 0 {
                    pictures.add(run, x: x, y: y)
                } else {
                    cairo_move_to(context, x, y)
                    pango_cairo_show_glyph_item(context, block.text, run)
                }
                x += Double(pango_glyph_string_get_width(run.pointee.glyphs)) / Double(PANGO_SCALE)
            }
            cell = current.pointee.next
        }
    }

    private func use(_ ink: Ink) {
        let (red, green, blue) = ink.components
        cairo_set_source_rgb(context, red, green, blue)
    }

    private func trace(_ box: Box, radius: Double) {
        guard radius > 0 else {
            cairo_rectangle(context, box.x, box.y, box.width, box.height)
            return
        }
        let radius = min(radius, min(box.width, box.height) / 2)
        let quarter = Double.pi / 2
        cairo_new_sub_path(context)
        cairo_arc(context, box.x + box.width - radius, box.y + radius, radius, -quarter, 0)
        cairo_arc(context, box.x + box.width - radius, box.y + box.height - radius, radius, 0, quarter)
        cairo_arc(context, box.x + radius, box.y + box.height - radius, radius, quarter, 2 * quarter)
        cairo_arc(context, box.x + radius, box.y + radius, radius, 2 * quarter, 3 * quarter)
        cairo_close_path(context)
    }

    private static func attributes(of tag: StructureTag, _ boxes: [Box]) -> String {
        guard case .link(let address) = tag else { return "" }
        let corners = boxes.map { "\(number($0.x)) \(number($0.y)) \(number($0.width)) \(number($0.height))" }
        return "uri='\(address.encoded)' rect=[\(corners.joined(separator: " "))]"
    }

    /// Tenths of a point are finer than any pointer, and never come out in scientific notation.
    private static func number(_ value: Double) -> Double {
        (value * 10).rounded() / 10
    }
}
