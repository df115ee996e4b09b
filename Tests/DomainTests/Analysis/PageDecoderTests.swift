import Testing

@testable import Domain

@Suite struct PageDecoderTests {
    private func decode(_ bytes: [UInt8], _ contentType: String? = nil) -> String {
        String(decoding: PageDecoder.decode(bytes, contentType: contentType), as: UTF8.self)
    }

    @Test func `Wrong bytes become replacement characters`() {
        #expect(decode(Array("a".utf8) + [0xFF, 0xC3] + Array("b".utf8), "text/html; charset=utf-8") == "a\u{FFFD}\u{FFFD}b")
        #expect(decode([0x41, 0x81], "text/html; charset=Shift_JIS") == "A\u{FFFD}")
        #expect(decode([0x82, 0xA0, 0xFF, 0x42], "text/html; charset=Shift_JIS") == "あ\u{FFFD}B")
    }

    @Test func `An unknown label is passed over`() {
        #expect(decode(Array("é".utf8), "text/html; charset=klingon") == "é")
        #expect(decode(Array("é".utf8), "text/html; charset=\"\"") == "é")
        #expect(decode(Array("+AGEAYg-".utf8), "text/html; charset=utf-7") == "+AGEAYg-")
    }

    @Test(
        arguments: [
            ([0xE9, 0x80, 0x9C] as [UInt8], "text/html; charset=ISO-8859-1", "é€œ"),
            ([0xE9], nil, "é"),
            ([0xA4], "text/html;charset=iso-8859-15", "€"),
            ([0x83, 0x65, 0x87, 0x40], "text/html; charset=sjis", "テ①"),
            ([0xA4, 0xA2], "text/html; charset=EUC-JP", "あ"),
            ([0xCF, 0xF0], "text/html; charset=windows-1251", "Пр"),
            ([0xD6, 0xD0], "text/html; charset=gb2312", "中"),
            ([0xFF, 0xFE, 0xE9, 0x00, 0x41, 0x00], nil, "éA"),
            ([0xFE, 0xFF, 0x00, 0xE9], "text/html; charset=latin1", "é"),
            ([0xEF, 0xBB, 0xBF, 0xC3, 0xA9], "text/html; charset=latin1", "é"),
        ] as [([UInt8], String?, String)])
    func `Bytes come out right`(bytes: [UInt8], contentType: String?, expected: String) {
        #expect(decode(bytes, contentType) == expected)
    }

    @Test func `The header wins over the page, and the page over the guess`() {
        let page = Array("<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>".utf8) + [0x82, 0xA0]
        #expect(decode(page).hasSuffix("あ"))
        #expect(decode(page, "text/html; charset=windows-1252").hasSuffix("‚\u{A0}"))
        #expect(decode(Array("<meta charset=\"iso-8859-1\">".utf8) + [0xE9]).hasSuffix("é"))
        #expect(decode(Array("<?xml version='1.0' encoding='iso-8859-2'?>".utf8) + [0xB1]).hasSuffix("ą"))
    }
}
