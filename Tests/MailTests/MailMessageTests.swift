import Foundation
import Primitives
import Testing

@testable import Mail

/// What can be said of a message without a second program; `DeliveryTests` has Python read them.
@Suite struct MailMessageTests {
    private func lines(_ message: MailMessage) -> [String] {
        String(decoding: message.mime(), as: UTF8.self).components(separatedBy: "\r\n")
    }

    private static let injections = [
        "a\r\nBcc: eve@example.com", "a\nBcc: eve@example.com", "a\rBcc: eve@example.com", "a\0\r\n\r\nbody", "\r\n\r\nbody",
        "a\u{2028}Bcc: eve@example.com", "a\u{85}Bcc: eve@example.com", "a\u{0B}\u{0C}b", "é\r\nBcc: eve@example.com",
        "\" <eve@example.com>, \"",
        "\\\" <eve@example.com>", "=?utf-8?Q?=0D=0ABcc:_eve@example.com?=", "a\r\n Bcc: eve@example.com",
    ]

    @Test(arguments: injections)
    func `No text begins a header of its own`(text: String) throws {
        let message = try letter(
            fromName: text, toName: text, replyTo: Mailbox(name: text, address: try #require(EmailAddress("r@example.com"))), subject: text,
            messageID: "\(text)@example.com")
        let header = lines(message).prefix { !$0.isEmpty }
        let names = header.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "Date", "From", "To", "Reply-To", "Subject", "Message-ID", "MIME-Version", "Auto-Submitted", "Content-Language",
                "Content-Type", "Content-Transfer-Encoding",
            ])
        #expect(header.allSatisfy { $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
    }

    @Test func `A message survives being stored, and gives the same bytes`() throws {
        let message = try letter(toName: "Zoë", subject: "Votre code : 123 456", html: "<p>é</p>", language: .french)
        let again = try JSONDecoder().decode(MailMessage.self, from: JSONEncoder().encode(message))
        #expect(String(decoding: again.mime(), as: UTF8.self).contains("Content-Language: fr\r\n"))
        // The stored form has milliseconds.
        #expect(again.mime() == message.mime())
    }

    @Test(arguments: [
        (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (1_769_419_800, "Mon, 26 Jan 2026 09:30:00 +0000"),
        (951_782_399, "Mon, 28 Feb 2000 23:59:59 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
    ])
    func `Dates are those of the mail format`(seconds: Int64, text: String) {
        #expect(Timestamp(seconds: seconds).mailDate == text)
    }

    @Test func `Encoded words divide no character`() throws {
        let text = String(repeating: "👩‍👩‍👧‍👦é", count: 40)
        let words = EncodedWords.encode(text)
        #expect(words.allSatisfy { $0.utf8.count <= EncodedWords.lengthLimit })
        let parts = try words.map { word in
            let payload = word.dropFirst("=?utf-8?B?".count).dropLast(2)
            let bytes = try #require(Data(base64Encoded: String(payload)))
            return try #require(String(validating: bytes, as: UTF8.self))
        }
        #expect(parts.joined() == text)
        #expect(parts.allSatisfy { $0.first != "\u{200D}" && $0.last != "\u{200D}" })
    }

    @Test func `A character longer than a word is divided between its scalars`() {
        let words = EncodedWords.encode("a" + String(repeating: "\u{301}", count: 200))
        #expect(words.count > 5)
        #expect(words.allSatisfy { $0.utf8.count <= EncodedWords.lengthLimit })
    }

    @Test func `No body line can be mistaken for the end of the message`() throws {
        for html in [nil, "<p>.</p>\n.\n"] {
            let message = try letter(text: ".\r\n.\n..\rFrom me\n.com \t\n" + String(repeating: "x", count: 74) + ".\n.", html: html)
            let result = lines(message)
            #expect(result.allSatisfy { !$0.hasPrefix(".") && !$0.hasPrefix("From ") && !$0.hasSuffix(" ") && $0.utf8.count <= 78 })
        }
    }

    @Test func `An internationalised domain goes out in ASCII`() throws {
        let message = try letter(from: "node@société.fr", to: "ada@例え.jp")
        let header = lines(message)
        #expect(header.contains("From: \"Uprising\" <node@xn--socit-esab.fr>"))
        #expect(header.contains("To: <ada@xn--r8jz45g.jp>"))
        #expect(header.contains { $0.hasPrefix("Message-ID: ") && $0.hasSuffix("@xn--socit-esab.fr>") })
    }

    @Test func `A boundary can't be forged`() throws {
        let forged = "--=_uprising_alternative--\r\n\r\n--=_uprising_alternative\r\n"
        let result = lines(try letter(text: forged, html: forged))
        #expect(result.filter { $0.hasPrefix("--=_") }.count == 3)
    }
}
