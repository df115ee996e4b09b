import Foundation

/// The fonts that the golden pages are drawn with, whatever else a machine has.
///
/// Debian 12, Debian 13 and Ubuntu 24.04 have the same release of each of these. Of Inter, which a dossier prefers, and of the emoji they
/// have several: letters and figures fall to Noto Sans here, which is the next in line, and no page has emoji.
enum PageFonts {
    private static let files = [
        // The folders too, or Fontconfig does not look into them.
        "truetype", "truetype/noto", "truetype/dejavu", "opentype", "opentype/noto",
        "truetype/noto/NotoSans-*", "truetype/noto/NotoSansArabic-*", "truetype/noto/NotoSansHebrew-*",
        "truetype/noto/NotoSansDevanagari-*", "truetype/noto/NotoSansThai-*", "opentype/noto/NotoSansCJK-*", "truetype/dejavu/DejaVuSans*",
    ]

    /// Only in a process that has not yet asked for a font: Fontconfig reads its settings once.
    static func use() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("page-fonts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let accepted = files.map { "<glob>/usr/share/fonts/\($0)</glob>" }.joined()
        // The system's cache is listed first, so that hundreds of files need not be read.
        let text = """
            <?xml version="1.0"?><fontconfig><dir>/usr/share/fonts</dir>
            <cachedir>/var/cache/fontconfig</cachedir><cachedir>\(folder.path)</cachedir>
            <selectfont><acceptfont>\(accepted)</acceptfont><rejectfont><glob>*</glob></rejectfont></selectfont></fontconfig>
            """
        let settings = folder.appendingPathComponent("fonts.conf")
        try Data(text.utf8).write(to: settings)
        setenv("FONTCONFIG_FILE", settings.path, 1)
    }
}
