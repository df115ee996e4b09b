import Blobs
import Crypto
import Primitives

/// The bytes that stand in the place of a stored file: as many as it has, of which only its kind can still be seen.
struct MaskedFile: Sendable {
    private let head: [UInt8]
    let byteCount: Int64

    init(of hash: String, contentType: String, byteCount: Int64, by masking: Masking) {
        let mark = "A file of a masked copy: \(Hex.encode(masking.code(Array(hash.utf8)).prefix(16))).\n"
        let head = contentType == "application/pdf" ? Self.pdf(mark) : Array(mark.utf8)
        self.byteCount = byteCount
        // A short file has room for the part that differs alone.
        self.head = Int64(head.count) <= byteCount ? head : Array(mark.utf8.suffix(34).prefix(Int(min(32, byteCount))))
    }

    func read(_ body: ([UInt8]) throws -> Void) rethrows {
        try body(head)
        var rest = byteCount - Int64(head.count)
        while rest > 0 {
            let count = min(rest, 1 << 20)
            // White space: what follows the end of a PDF is not looked at, and a text stays one.
            try body([UInt8](repeating: 0x20, count: Int(count)))
            rest -= count
        }
    }

    var hash: ContentHash {
        var hasher = SHA256()
        read { hasher.update(data: $0) }
        return ContentHash(hasher.finalize())
    }

    /// A page with nothing on it (ISO 32000-1 §7.5).
    private static func pdf(_ mark: String) -> [UInt8] {
        var text = "%PDF-1.4\n%\(mark)"
        var places: [Int] = []
        for object in [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        ] {
            places.append(text.utf8.count)
            text += "\(places.count) 0 obj\(object)endobj\n"
        }
        let table = text.utf8.count
        text += "xref\n0 4\n0000000000 65535 f \n"
        for place in places {
            let digits = String(place)
            text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        return Array((text + "trailer<</Size 4/Root 1 0 R>>\nstartxref\n\(table)\n%%EOF\n").utf8)
    }
}
