import Primitives

/// Percent-encoded text in links (RFC 3986 §2.1), decoded for reading.
enum PercentEncoding {
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(37) else { return text }
        var result: [UInt8] = []
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            if byte == 37, bytes.count >= 2, let value = Hex.decode(String(decoding: bytes.prefix(2), as: UTF8.self))?.first {
                result.append(value)
                bytes.removeFirst(2)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
