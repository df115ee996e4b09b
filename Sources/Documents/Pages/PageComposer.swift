/// Fills pages from top to bottom, breaking where something does not fit.
struct PageComposer {
    let typesetter: Typesetter
    private(set) var pages: [[PageItem]] = [[]]
    private(set) var bookmarks: [Bookmark] = []
    /// Where the next thing goes on the last page.
    var y = PageGeometry.top
    /// The page cap was met: everything after it is dropped.
    private(set) var isCut = false
    /// Structure elements that are begun and not ended.
    private var open: [StructureTag] = []

    private static let gapAboveHeading = 22.0
    /// A heading keeps at least this much of what follows on its page.
    private static let keptWithHeading = 80.0

    init(_ typesetter: Typesetter) {
        self.typesetter = typesetter
    }

    var space: Double { PageGeometry.bottom - y }
    var isAtTop: Bool { y <= PageGeometry.top }

    mutating func append(_ item: PageItem) {
        guard !isCut else { return }
        switch item {
        case .begin(let tag, _): open.append(tag)
        case .end: open.removeLast()
        case .text, .fill, .ring: break
        }
        pages[pages.count - 1].append(item)
    }

    mutating func breakPage() {
        y = PageGeometry.top
        guard !isCut else { return }
        if pages.count < DossierLimits.pages {
            pages.append([])
        } else {
            while let tag = open.last { append(.end(tag)) }
            isCut = true
        }
    }

    /// Goes to a new page unless `height` fits on this one or the page is empty.
    mutating func reserve(_ height: Double) {
        if height > space, !isAtTop { breakPage() }
    }

    /// Draws on a page that is already composed; for running heads, when the number of pages is known.
    mutating func decorate(page index: Int, with items: [PageItem]) {
        pages[index].append(contentsOf: items)
    }

    mutating func bookmark(_ title: String, at position: Double? = nil) {
        guard !isCut else { return }
        bookmarks.append(Bookmark(title: title, page: pages.count, y: position ?? y))
    }

    /// A section's heading, with a bookmark and a hairline.
    mutating func heading(_ text: String) throws(DossierError) {
        let block = try typesetter.block(text, .heading, width: PageGeometry.frameWidth, maxLines: 2)
        reserve(Self.gapAboveHeading + block.height + Self.keptWithHeading)
        if !isAtTop { y += Self.gapAboveHeading }
        bookmark(text)
        place(block, as: .heading)
        y += 5
        rule()
        y += 8
    }

    mutating func subheading(_ text: String, gap: Double = 14) throws(DossierError) {
        let block = try typesetter.block(text, .subheading, width: PageGeometry.frameWidth, maxLines: 2)
        reserve(gap + block.height + Self.keptWithHeading / 2)
        if !isAtTop { y += gap }
        place(block, as: .subheading)
        y += 4
    }

    mutating func rule() {
        append(.fill(Box(x: PageGeometry.left, y: y, width: PageGeometry.frameWidth, height: 0.5), .hairline, radius: 0))
        y += 0.5
    }

    /// Places all lines of a block at `x`, over as many pages as it needs.
    mutating func place(_ block: TextBlock, as tag: StructureTag, x: Double = PageGeometry.left, link: WebAddress? = nil) {
        var first = 0
        while first < block.lines.count, !isCut {
            let top = block.lines[first].top
            var end = first
            while end < block.lines.count, block.lines[end].bottom - top <= space { end += 1 }
            // A single line of a longer paragraph is not left behind at the foot of a page.
            if end - first == 1, first == 0, block.lines.count > 2, !isAtTop { end = first }
            if end == first {
                if isAtTop { end = first + 1 } else { breakPage() }
                if end == first { continue }
            }
            text(block, first..<end, as: tag, x: x, y: y, link: link)
            y += block.height(of: first..<end)
            first = end
            if first < block.lines.count { breakPage() }
        }
    }

    /// Draws lines where they are told to go, whatever `y` is.
    mutating func text(_ block: TextBlock, _ lines: Range<Int>, as tag: StructureTag, x: Double, y: Double, link: WebAddress? = nil) {
        append(.begin(tag, []))
        linked(block, lines, x: x, y: y, link: link)
        append(.end(tag))
    }

    /// The lines themselves, clickable when they have an address.
    mutating func linked(_ block: TextBlock, _ lines: Range<Int>, x: Double, y: Double, link: WebAddress?) {
        guard let link, let first = lines.first else {
            append(.text(block, lines, x: x, y: y))
            return
        }
        let offset = y - block.lines[first].top
        let boxes = block.lines[lines].map { line in
            Box(x: x + line.x, y: offset + line.top, width: line.width, height: line.bottom - line.top)
        }
        append(.begin(.link(link), boxes))
        append(.text(block, lines, x: x, y: y))
        append(.end(.link(link)))
    }

    /// Two texts side by side on one baseline, such as a label and its value.
    mutating func pair(
        _ left: TextBlock, x: Double, _ right: TextBlock, x rightX: Double, y: Double, link: WebAddress? = nil
    ) {
        let baseline = max(left.firstBaseline, right.firstBaseline)
        append(.begin(.paragraph, []))
        linked(left, left.lines.indices, x: x, y: y + baseline - left.firstBaseline, link: nil)
        linked(right, right.lines.indices, x: rightX, y: y + baseline - right.firstBaseline, link: link)
        append(.end(.paragraph))
    }

    static func pairHeight(_ left: TextBlock, _ right: TextBlock) -> Double {
        let baseline = max(left.firstBaseline, right.firstBaseline)
        return max(left.height + baseline - left.firstBaseline, right.height + baseline - right.firstBaseline)
    }

    /// What a list says at its end when it was cut; nothing when it was not.
    mutating func remainder(_ hidden: Int, _ wording: DossierWording) throws(DossierError) {
        guard hidden > 0 else { return }
        y += 4
        place(try typesetter.block(wording.hidden(hidden), .label, width: PageGeometry.frameWidth), as: .paragraph)
    }
}
