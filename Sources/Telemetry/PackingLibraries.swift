import CBrotli
import CZlib
package import Primitives

/// What packs and unpacks reports.
package enum PackingLibraries {
    package static var linked: [LinkedLibrary] {
        let brotli = BrotliDecoderVersion()
        return [
            LinkedLibrary(name: "zlib", version: String(cString: zlibVersion())),
            // Bits: 8 major, 12 minor, 12 patch.
            LinkedLibrary(name: "brotli", version: "\(brotli >> 24).\(brotli >> 12 & 0xFFF).\(brotli & 0xFFF)"),
        ]
    }
}
