/// An A4 page in points: its edges and the frame that text keeps to.
enum PageGeometry {
    /// 210 mm × 297 mm (ISO 216).
    static let width = 595.276
    static let height = 841.89
    static let left = 56.0
    static let right = width - 56.0
    static let top = 72.0
    static let bottom = height - 64.0
    static let frameWidth = right - left
    /// The baselines of what stands above and below the frame.
    static let runningHead = 46.0
    static let footer = height - 35.0
}
