import Primitives
import Testing

@testable import Mail

@Suite struct SMTPSettingsTests {
    @Test(arguments: [
        "", "mail.example.com", "http://mail.example.com", "smtp:mail.example.com", "smtp://", "smtp://@mail.example.com",
        "smtp://mail.example.com:0", "smtp://mail.example.com:65536", "smtp://mail.example.com:+25", "smtp://mail.example.com:",
        "smtp://mail example.com", "smtp://mail.example.com\r\nQUIT", "smtp://[::1", "smtp://[mail]:25",
        "smtp://user:a%0d%0ab@mail.example.com",
        "smtp://user:a%00b@mail.example.com", "smtp://user:a%zz@mail.example.com", "smtp://user:a%ff@mail.example.com",
        "smtp://user:hunter2/x@mail.example.com", "smtp://user:hunter2?x@mail.example.com", "smtp://user:hunter2#x@mail.example.com",
        "smtp://mail.example.com/EHLO%20x", "smtp://mail.example.com/a/b", "smtp://mail.example.com?tls=maybe",
        "smtp://mail.example.com?insecure=1", "smtps://mail.example.com?tls=none", "smtp://mail.example.com?auth=ntlm",
        "smtp://user:hunter2@mail.example.com?tls=optional",
    ])
    func `A wrong address is refused with the remedy and without the password`(url: String) {
        let fault = #expect(throws: SMTPSettingsFault.self) { try SMTPSettings(url: url) }
        #expect(fault?.description.isEmpty == false)
        #expect(fault?.description.contains("hunter2") == false)
    }

    @Test func `Security follows from scheme and option`() throws {
        #expect(try SMTPSettings(url: "smtp://mail.example.com").security == .required)
        #expect(try SMTPSettings(url: "smtp://mail.example.com?tls=required").security == .required)
        #expect(try SMTPSettings(url: "smtp://mail.example.com?tls=optional").security == .optional)
        #expect(try SMTPSettings(url: "SMTP://mail.example.com/?tls=none").security == .none)
        #expect(try SMTPSettings(url: "smtps://mail.example.com").security == .implicit)
        #expect(try SMTPSettings(url: "smtp://u:p@127.0.0.1?tls=optional").security == .optional)
    }

    @Test func `The port follows from scheme and user`() throws {
        #expect(try SMTPSettings(url: "smtp://mail.example.com").port == 25)
        #expect(try SMTPSettings(url: "smtp://user@mail.example.com").port == 587)
        #expect(try SMTPSettings(url: "smtps://mail.example.com").port == 465)
        #expect(try SMTPSettings(url: "smtp://[::1]:2525").port == 2525)
    }

    @Test func `User and password are percent-decoded`() throws {
        let settings = try SMTPSettings(
            url: "smtp://ada%40example.com:\(MailServers.passwordInURL)@Mail.Example.com/node.example.com?auth=login")
        #expect(settings.user == "ada@example.com")
        #expect(settings.password?.revealedText == MailServers.password)
        #expect(settings.host == "mail.example.com")
        #expect(settings.clientName == "node.example.com")
        #expect(settings.mechanism == "LOGIN")
    }

    @Test func `An internationalised host becomes ASCII`() throws {
        #expect(try SMTPSettings(url: "smtp://courriel.société.fr").host == "courriel.xn--socit-esab.fr")
        #expect(try SMTPSettings(url: "smtp://[::1]").host == "::1")
    }

    @Test func `No textual form shows the password`() throws {
        let settings = try SMTPSettings(url: "smtp://ada:hunter22@mail.example.com")
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), dumped] { #expect(!text.contains("hunter22")) }
        #expect("\(settings)" == "smtp://ada:••••••@mail.example.com:587")
    }
}
