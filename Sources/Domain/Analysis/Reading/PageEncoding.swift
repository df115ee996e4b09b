/// The character encoding of a page, found as browsers find it: byte-order mark, HTTP header, `<meta>`, then a guess
/// (WHATWG HTML §13.2.3.2, Encoding §4.2).
enum PageEncoding: Hashable {
    case utf8
    case windows1252
    case utf16LittleEndian
    case utf16BigEndian
    /// Decoded by the C library's `iconv`, by its name there.
    case other(String)

    /// Browsers look no further for a `<meta>` either.
    private static let metaSearchBytes = 4_096
    /// Enough accents to tell.
    private static let sampleBytes = 262_144

    static func detect(_ body: [UInt8], contentType: String?) -> PageEncoding {
        if body.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
        if body.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if body.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        if let label = contentType.flatMap({ charset(in: Array($0.lowercased().utf8)) }), let encoding = PageEncoding(label: label) {
            return encoding
        }
        if let encoding = declared(in: body) { return encoding }
        // Without a declaration: valid UTF-8 is UTF-8 (other encodings hardly ever are by accident), the rest the Web's old default.
        let sample = body.count > sampleBytes ? body.prefix(sampleBytes).droppingPartialScalar : body[...]
        return String(validating: sample, as: UTF8.self) == nil ? .windows1252 : .utf8
    }

    init?(label: String) {
        switch label {
        case "utf-8", "utf8", "unicode-1-1-utf-8", "x-user-defined": self = .utf8
        case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii", "windows-1252", "cp1252", "x-cp1252",
            "cp819",
            "ansi":
            self = .windows1252
        case "utf-16", "utf-16le", "utf16": self = .utf16LittleEndian
        case "utf-16be": self = .utf16BigEndian
        default:
            guard let name = Self.iconvNames[label] else { return nil }
            self = .other(name)
        }
    }

    /// Labels of the Web to names of iconv. Only the ASCII-compatible ones: in others a page could hide markup from the reader.
    private static let iconvNames: [String: String] = [
        "shift_jis": "CP932", "shift-jis": "CP932", "sjis": "CP932", "x-sjis": "CP932", "windows-31j": "CP932", "ms932": "CP932",
        "ms_kanji": "CP932",
        "euc-jp": "EUC-JP", "x-euc-jp": "EUC-JP", "gb2312": "GB18030", "gbk": "GB18030", "gb18030": "GB18030", "x-gbk": "GB18030",
        "big5": "BIG5-HKSCS", "big5-hkscs": "BIG5-HKSCS", "euc-kr": "CP949", "ks_c_5601-1987": "CP949", "windows-949": "CP949",
        "korean": "CP949",
        "iso-8859-2": "ISO-8859-2", "latin2": "ISO-8859-2", "iso-8859-3": "ISO-8859-3", "iso-8859-4": "ISO-8859-4",
        "iso-8859-5": "ISO-8859-5",
        "iso-8859-6": "ISO-8859-6", "iso-8859-7": "ISO-8859-7", "iso-8859-8": "ISO-8859-8", "iso-8859-9": "CP1254", "latin5": "CP1254",
        "iso-8859-10": "ISO-8859-10", "iso-8859-13": "ISO-8859-13", "iso-8859-14": "ISO-8859-14", "iso-8859-15": "ISO-8859-15",
        "latin9": "ISO-8859-15", "latin-9": "ISO-8859-15", "iso-8859-16": "ISO-8859-16", "koi8-r": "KOI8-R", "koi8-u": "KOI8-U",
        "macintosh": "MACINTOSH", "mac": "MACINTOSH", "tis-620": "CP874", "iso-8859-11": "CP874", "windows-874": "CP874",
        "windows-1250": "CP1250", "windows-1251": "CP1251", "cp1251": "CP1251", "windows-1253": "CP1253", "windows-1254": "CP1254",
        "windows-1255": "CP1255", "windows-1256": "CP1256", "windows-1257": "CP1257", "windows-1258": "CP1258",
    ]

    private static func declared(in body: [UInt8]) -> PageEncoding? {
        let head = body.prefix(metaSearchBytes).map { (65...90).contains($0) ? $0 | 0x20 : $0 }
        var position = 0
        while let start = head.firstRange(of: "<meta", from: position) {
            let end = head[start...].firstIndex(of: 62) ?? head.endIndex
            if let label = charset(in: Array(head[start..<end])), let encoding = PageEncoding(label: label) {
                // A page that could be read as ASCII up to here is not UTF-16 (WHATWG HTML §13.2.3.2, "prescan").
                return encoding == .utf16LittleEndian || encoding == .utf16BigEndian ? .utf8 : encoding
            }
            position = end
        }
        if head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: 62), let start = head.firstRange(of: "encoding=", from: 0),
            start < end
        {
            return PageEncoding(label: token(in: head[(start + 9)...]))
        }
        return nil
    }

    /// The value after `charset=`; `text` is lower-case.
    private static func charset(in text: [UInt8]) -> String? {
        guard let start = text.firstRange(of: "charset", from: 0) else { return nil }
        let rest = text[(start + 7)...].drop { $0 == 32 || $0 == 9 }
        guard rest.first == 61 else { return nil }
        let label = token(in: rest.dropFirst().drop { $0 == 32 || $0 == 9 })
        return label.isEmpty ? nil : label
    }

    private static func token(in bytes: ArraySlice<UInt8>) -> String {
        let inner = bytes.drop { $0 == 34 || $0 == 39 }
        return String(decoding: inner.prefix { $0 > 32 && !"\"';>/?".utf8.contains($0) }.prefix(40), as: UTF8.self)
    }
}

extension ArraySlice<UInt8> {
    /// Without a UTF-8 sequence that the cut went through.
    fileprivate var droppingPartialScalar: ArraySlice<UInt8> {
        guard let lead = suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }), self[lead] >= 0xC0 else { return self }
        let length = self[lead] >= 0xF0 ? 4 : self[lead] >= 0xE0 ? 3 : 2
        return endIndex - lead < length ? self[..<lead] : self
    }
}
