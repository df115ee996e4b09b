/// Files that people send for a CSV, known by their first bytes.
enum FileMagic {
    private static let known: [(bytes: [UInt8], words: String)] = [
        ([0x50, 0x4B, 0x03, 0x04], "an Excel or OpenDocument workbook, or another ZIP file"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Office file"),
        (Array("%PDF".utf8), "a PDF"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture"),
        ([0xFF, 0xD8, 0xFF], "a picture"),
        (Array("GIF8".utf8), "a picture"),
        ([0x1F, 0x8B], "a compressed file"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    ]

    static func words(for head: [UInt8]) -> String? {
        known.first { head.starts(with: $0.bytes) }?.words
    }
}
