/// Where lines begin: `leading` is the right for a right-to-left text, `trailing` is for figures.
enum TextAlignment: Sendable {
    case leading
    case trailing
}
