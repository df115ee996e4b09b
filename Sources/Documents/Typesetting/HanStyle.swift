/// Whose forms the Han characters of a text take: Unicode gives the same code points to Chinese, Japanese and Korean.
enum HanStyle: Hashable, Sendable {
    case simplifiedChinese
    case japanese
    case korean

    /// Kana says Japanese, Hangul says Korean; a text without either is taken for Chinese.
    init(of text: String) {
        self = .simplifiedChinese
        // Kana and Hangul begin with the bytes E1 to ED in UTF-8: Latin text is settled without decoding it.
        guard text.utf8.contains(where: { $0 >= 0xE1 }) else { return }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x3041...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D:
                self = .japanese
                return
            case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF:
                self = .korean
                return
            default: continue
            }
        }
    }

    var families: String {
        switch self {
        case .simplifiedChinese: "Noto Sans CJK SC"
        case .japanese: "Noto Sans CJK JP"
        case .korean: "Noto Sans CJK KR"
        }
    }
}
