import Glibc

/// Turns a page's bytes into valid UTF-8 without NUL. Never fails: what is wrong becomes U+FFFD.
enum PageDecoder {
    static func decode(_ body: [UInt8], contentType: String?) -> [UInt8] {
        let decoded: [UInt8]
        switch PageEncoding.detect(body, contentType: contentType) {
        case .utf8: decoded = utf8(body.starts(with: [0xEF, 0xBB, 0xBF]) ? body[3...] : body[...])
        case .windows1252: decoded = windows1252(body)
        case .utf16LittleEndian: decoded = utf16(body, lowFirst: true)
        case .utf16BigEndian: decoded = utf16(body, lowFirst: false)
        case .other(let name): decoded = iconvDecoded(body, from: name) ?? windows1252(body)
        }
        // The HTML parser reads C strings: a NUL would end the page there.
        return decoded.contains(0) ? decoded.map { $0 == 0 ? 32 : $0 } : decoded
    }

    private static func utf8(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        if String(validating: bytes, as: UTF8.self) != nil { return Array(bytes) }
        return Array(String(decoding: bytes, as: UTF8.self).utf8)
    }

    private static func utf16(_ bytes: [UInt8], lowFirst: Bool) -> [UInt8] {
        let units = stride(from: bytes.count >= 2 && (bytes[0] &+ bytes[1] == 0xFD) ? 2 : 0, to: bytes.count - 1, by: 2).map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return lowFirst ? second << 8 | first : first << 8 | second
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// What browsers read under the names Latin-1 and ASCII too (WHATWG Encoding §4.2).
    private static func windows1252(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                result.append(byte)
            } else {
                let value = byte < 0xA0 ? upperControls[Int(byte - 0x80)] : UInt16(byte)
                if value >= 0x800 { result.append(UInt8(0xE0 | value >> 12)) }
                result.append(value >= 0x800 ? UInt8(0x80 | value >> 6 & 0x3F) : UInt8(0xC0 | value >> 6))
                result.append(UInt8(0x80 | value & 0x3F))
            }
        }
        return result
    }

    /// 0x80–0x9F of windows-1252.
    private static let upperControls: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// `nil` when this machine's C library lacks the encoding.
    private static func iconvDecoded(_ bytes: [UInt8], from name: String) -> [UInt8]? {
        guard let converter = iconv_open("UTF-8", name), Int(bitPattern: converter) != -1 else { return nil }
        defer { iconv_close(converter) }
        var input = bytes
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 2)
        var output = [CChar](repeating: 0, count: 65_536)
        input.withUnsafeMutableBytes { raw in
            guard let base = raw.baseAddress else { return }
            var next: UnsafeMutablePointer<CChar>? = base.assumingMemoryBound(to: CChar.self)
            var left = raw.count
            // Each round fills the output, skips a byte or returns, so it ends.
            while left > 0 {
                let (status, written) = output.withUnsafeMutableBufferPointer { buffer in
                    var place = buffer.baseAddress
                    var room = buffer.count
                    // `size_t` comes in as `Int`: the failure value is -1, not `.max`.
                    let status = iconv(converter, &next, &left, &place, &room)
                    return (status == -1 ? errno : 0, buffer.count - room)
                }
                result.append(contentsOf: output[..<written].lazy.map { UInt8(bitPattern: $0) })
                if status == EILSEQ || (status == EINVAL && left > 0) {
                    result.append(contentsOf: [0xEF, 0xBF, 0xBD])
                    next = next?.advanced(by: 1)
                    left -= 1
                } else if status != E2BIG {
                    return
                }
            }
        }
        // Not every table of iconv keeps to scalar values.
        return utf8(result[...])
    }
}
