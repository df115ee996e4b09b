/// One mark on a page. Pages are composed as lists of these and painted when their number is known.
enum PageItem {
    /// Opens a structure element; a link's boxes are where it can be clicked.
    case begin(StructureTag, [Box])
    case end(StructureTag)
    /// Some lines of a block, the first of them with its top at `y`.
    case text(TextBlock, Range<Int>, x: Double, y: Double)
    case fill(Box, Ink, radius: Double)
    /// A circle line: a signal that was not found.
    case ring(Box, Ink)
}
