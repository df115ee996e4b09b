/// The few colours of a dossier, dark enough on white to be read from a grey print.
enum Ink: Sendable {
    case text
    case muted
    case accent
    case penalty
    case hairline
    case track
    case panel

    var components: (red: Double, green: Double, blue: Double) {
        let hex: UInt32 =
            switch self {
            case .text: 0x1A1D23
            case .muted: 0x5A6270
            case .accent: 0x1F4E8C
            case .penalty: 0xA33A2A
            case .hairline: 0xD8DCE2
            case .track: 0xE3E7ED
            case .panel: 0xF5F6F8
            }
        return (Double(hex >> 16 & 0xFF) / 255, Double(hex >> 8 & 0xFF) / 255, Double(hex & 0xFF) / 255)
    }
}
