import Primitives
import Testing

@testable import Mail

/// Messages through a real SMTP server and Python's email package.
@Suite(.enabled(if: MailServers.isAvailable, Comment(rawValue: MailServers.absence)))
struct DeliveryTests {
    private static let arabic = "رمز الدخول الخاص بك هو ١٢٣٤٥٦"

    private func deliver(_ message: MailMessage, by server: String = "plain") async throws -> MailServers.Record {
        let servers = try MailServers.shared.get()
        let mailer = SMTPMailer(settings: try servers.settings(server, options: "?tls=none"))
        try await mailer.send(message)
        await mailer.close()
        return try servers.record(of: message)
    }

    @Test(arguments: [
        "", "Hello", "Votre code d’accès : 123 456", arabic, "🎉 C’est prêt 👩‍👩‍👧‍👦 🇫🇷", "Ça=?utf-8?Q?x?=", "=?utf-8?Q?x?= y", "a_b=c?d",
        String(repeating: "word ", count: 200).trimmingSpaces(), String(repeating: "x", count: 1_000), String(repeating: "é", count: 1_000),
        String(repeating: "🎉", count: 1_000), String(repeating: "mot é ", count: 167).trimmingSpaces(),
        "\"quoted\" \\ (comment) <tag>, list; x",
        "日本語の件名はとても長いので折り返されるはずです。日本語の件名はとても長いので折り返されるはずです。",
    ])
    func `A subject arrives as it was`(subject: String) async throws {
        let record = try await deliver(try letter(subject: subject))
        #expect(record.subject == subject)
        #expect(record.defects.isEmpty)
        #expect(record.isClean)
        #expect(record.longestLine <= 78)
    }

    @Test(arguments: [
        ("a\r\nBcc: eve@example.com", "a Bcc: eve@example.com"), ("a\0b", "a b"), ("é\r\n\r\nbody", "é body"),
        ("\u{202E}abc\u{2066}", "abc"),
    ])
    func `Line breaks and controls in subject and names become spaces`(text: String, cleaned: String) async throws {
        let record = try await deliver(try letter(fromName: text, toName: text, subject: text, text: "the body"))
        #expect(record.subject == cleaned)
        #expect(record.from == [[cleaned, "node@example.com"]])
        #expect(record.to == [[cleaned, "ada@example.com"]])
        #expect(record.values(of: "Bcc").isEmpty)
        #expect(record.text == "the body\n")
        #expect(record.recipients == ["ada@example.com"])
    }

    @Test(arguments: [
        "Ada Lovelace", "Zoë", "Lovelace, Ada", "Ada “the first”", "Lovelace, Ada \"the first\" \\ (née Byron); <x@y.z>", "Zoë Müller",
        arabic, "🎉 👩‍👩‍👧‍👦", "=?utf-8?Q?eve?=", "ada@example.com",
        String(repeating: "Long Name ", count: 30).trimmingSpaces(), String(repeating: "x", count: 300),
        String(repeating: "Jérôme ", count: 40).trimmingSpaces(),
    ])
    func `A name arrives as it was`(name: String) async throws {
        let replyTo = Mailbox(name: name, address: try #require(EmailAddress("reply@example.com")))
        let record = try await deliver(try letter(fromName: name, toName: name, replyTo: replyTo))
        #expect(record.from == [[name, "node@example.com"]])
        #expect(record.to == [[name, "ada@example.com"]])
        #expect(record.replyTo == [[name, "reply@example.com"]])
        if EncodedWords.encode(name).count == 1 { #expect(record.fromAsParsed == record.from) }
        #expect(record.defects.isEmpty)
        #expect(record.isClean)
    }

    static let bodies = [
        "", "Hello", "Bonjour,\n\nVotre code d’accès est 123 456.\n\n— Uprising", arabic + "\n" + arabic, "🎉\n👩‍👩‍👧‍👦\n",
        String(repeating: "x", count: 50_000), String(repeating: "é", count: 25_000), String(repeating: "a .é", count: 10_000),
        ".\n..\n.x\n", "trailing \t\n space \n", "From here\nFrom there", "a=b=3D&c=20", "https://example.com/?token=abc&code=123456#x=1",
        "\u{1}\u{7F}control", (0..<300).map { String(repeating: ".", count: $0) }.joined(separator: "\n"),
    ]

    @Test(arguments: bodies)
    func `A body arrives as it was, alone and with HTML`(body: String) async throws {
        let alone = try await deliver(try letter(text: body))
        #expect(alone.text == (body.hasSuffix("\n") ? body : body + "\n"))
        #expect(alone.contentType == "text/plain")
        let html = "<!doctype html>\n<p>\(body)</p>"
        let both = try await deliver(try letter(text: body, html: html))
        #expect(both.text.trimmingBreak == body.trimmingBreak)
        #expect(both.html?.trimmingBreak == html)
        #expect(both.contentType == "multipart/alternative")
        for record in [alone, both] {
            #expect(record.defects.isEmpty)
            #expect(record.isClean)
            #expect(record.longestLine <= 78)
        }
    }

    @Test func `Line breaks of every system are one`() async throws {
        let record = try await deliver(try letter(text: "a\r\nb\rc\nd\r\n\r\ne"))
        #expect(record.text == "a\nb\nc\nd\n\ne\n")
    }

    @Test func `The headers that keep a mail out of the junk are there`() async throws {
        let message = try letter(language: .french)
        let record = try await deliver(message)
        #expect(record.values(of: "Message-ID") == ["<\(message.messageID)>"])
        #expect(record.values(of: "MIME-Version") == ["1.0"])
        #expect(record.values(of: "Auto-Submitted") == ["auto-generated"])
        #expect(record.values(of: "Content-Language") == ["fr"])
        #expect(Timestamp(record.date)?.seconds == message.date.seconds)
        #expect(record.sender == "node@example.com")
        #expect(record.client == "node.example.com")
    }

    @Test func `Several recipients get one message`() async throws {
        let addresses = (1...20).compactMap { EmailAddress("person\($0)@example.com") }
        let message = MailMessage(
            from: Mailbox(address: try #require(EmailAddress("node@example.com"))),
            to: addresses.map { Mailbox(name: "Pérsonne, \($0)", address: $0) }, subject: "Hello", text: "Hello", language: .english)
        let record = try await deliver(message)
        #expect(record.recipients == addresses.map(\.description))
        #expect(record.to == addresses.map { ["Pérsonne, \($0)", $0.description] })
        #expect(record.longestLine <= 78)
    }

    @Test func `An internationalised domain is looked for in ASCII`() async throws {
        let record = try await deliver(try letter(to: "ada@société.fr"))
        #expect(record.recipients == ["ada@xn--socit-esab.fr"])
        #expect(record.to == [["", "ada@xn--socit-esab.fr"]])
    }
}

extension String {
    /// In a multipart message the last line break belongs to the boundary.
    fileprivate var trimmingBreak: String { hasSuffix("\n") ? String(dropLast()) : self }
}
