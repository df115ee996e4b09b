import CZlib

/// Bytes as they are kept: deflated (RFC 1950), which makes a fifth of a report.
enum PackedBytes {
    /// The quickest: a report is packed while somebody waits.
    private static let level: Int32 = 1

    static func pack(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(UInt(bytes.count))
        let packed = [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            let status = compress2(buffer.baseAddress, &length, bytes, UInt(bytes.count), level)
            count = status == Z_OK ? Int(length) : 0
        }
        return packed
    }

    /// - Parameter limit: what was packed is no larger.
    static func unpack(_ packed: [UInt8], limit: Int) -> [UInt8]? {
        try? BodyDecoder.decode(packed, encoding: "deflate", limit: limit)
    }
}
