import Primitives
import Testing

@testable import Mail

@Suite(.enabled(if: MailServers.isAvailable, Comment(rawValue: MailServers.absence)))
struct SMTPMailerTests {
    /// The fault of one hand-over to `server`.
    private func refusal(
        _ server: String, scheme: String = "smtp", login: String = "", options: String = "?tls=none", limit: Duration = .seconds(20),
        from: String = "node@example.com", to: String = "ada@example.com"
    ) async throws -> MailFault? {
        let servers = try MailServers.shared.get()
        var settings = try servers.settings(server, scheme: scheme, login: login, options: options)
        settings.totalTimeout = limit
        let mailer = SMTPMailer(settings: settings)
        let message = try letter(from: from, to: to)
        let fault = await fault { () async throws(MailFault) in try await mailer.send(message) }
        await mailer.close()
        #expect(servers.hasRecord(of: message) == (fault == nil))
        return fault
    }

    // MARK: Refusals

    @Test(arguments: [
        ("unknown@example.com", MailFault.Kind.recipientRefused, true, "550 5.1.1 no such user here"),
        ("later@example.com", .temporarilyRefused, false, "450 4.2.0 greylisted, come back"),
        ("closing@example.com", .temporarilyRefused, false, "421 4.3.2 closing"),
        ("wordy@example.com", .recipientRefused, true, "550 5.7.1 first line 5.7.1 second line 5.7.1 third line"),
        ("spam@example.com", .messageRefused, true, "554 5.7.1 looks like spam"),
        ("full@example.com", .temporarilyRefused, false, "452 4.2.2 mailbox full"),
    ])
    func `A refusal tells now from never, in the server's words`(
        to: String, kind: MailFault.Kind, isPermanent: Bool, words: String
    ) async throws {
        let fault = try #require(try await refusal("plain", to: to))
        #expect(fault.kind == kind)
        #expect(fault.isPermanent == isPermanent)
        #expect(fault.serverWords == words)
        #expect(fault.description.contains(words))
    }

    @Test func `A refused sender is told`() async throws {
        let fault = try #require(try await refusal("plain", from: "nobody@example.com"))
        #expect(fault.kind == .senderRefused)
        #expect(fault.isPermanent)
        #expect(fault.serverWords == "553 5.7.1 not your address")
    }

    @Test func `A server that takes nobody is told by its greeting`() async throws {
        let busy = try #require(try await refusal("busy"))
        #expect(busy.kind == .temporarilyRefused)
        #expect(!busy.isPermanent)
        #expect(busy.serverWords == "421 4.3.2 too busy")
        let closed = try #require(try await refusal("closed"))
        #expect(closed.kind == .senderRefused)
        #expect(closed.isPermanent)
        #expect(closed.serverWords == "554 5.7.1 no service for you 5.7.1 see https://example.com/blocked")
    }

    @Test func `Accepting and then dropping the connection is no delivery`() async throws {
        let fault = try #require(try await refusal("plain", to: "drop@example.com"))
        #expect(fault.kind == .protocolBroken)
        #expect(!fault.isPermanent)
    }

    @Test(arguments: [
        ("plain", "hang@example.com"), ("plain", "hang-at-recipient@example.com"), ("silent", "a@b.example"), ("mute", "a@b.example"),
    ])
    func `A server that falls silent is left in time`(server: String, to: String) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let fault = try #require(try await refusal(server, limit: .milliseconds(700), to: to))
        #expect(fault.kind == .timedOut)
        #expect(!fault.isPermanent)
        #expect(start.duration(to: clock.now) < .seconds(300))
    }

    @Test func `What is no mail server is told`() async throws {
        let web = try #require(try await refusal("web"))
        #expect(web.kind == .protocolBroken)
        #expect(!web.isPermanent)
        let endless = try #require(try await refusal("endless", limit: .seconds(1)))
        #expect([.timedOut, .protocolBroken].contains(endless.kind))
    }

    @Test func `No server at all is told`() async throws {
        var settings = try SMTPSettings(url: "smtp://nothing.invalid?tls=none")
        settings.totalTimeout = .seconds(20)
        let message = try letter()
        let noName = await fault { () async throws(MailFault) in try await SMTPMailer(settings: settings).send(message) }
        #expect([.dns, .timedOut].contains(noName?.kind))
        // Port 1 of loopback: nobody listens there.
        let closed = SMTPMailer(settings: try SMTPSettings(url: "smtp://127.0.0.1:1?tls=none"))
        let noPort = await fault { () async throws(MailFault) in try await closed.send(message) }
        #expect(noPort?.kind == .connect)
        #expect(noPort?.isPermanent == false)
    }

    @Test func `What can't be addressed is refused without asking a server`() async throws {
        let mailer = SMTPMailer(settings: try SMTPSettings(url: "smtp://127.0.0.1:1"))
        let message = try letter(to: "josé@example.com")
        let fault = await fault { () async throws(MailFault) in try await mailer.send(message) }
        #expect(fault?.kind == .recipientRefused)
        #expect(fault?.isPermanent == true)
    }

    // MARK: TLS

    @Test(arguments: ["elsewhere", "unknown", "expired"])
    func `A certificate that can't be trusted stops everything`(server: String) async throws {
        let words = ["elsewhere": "subject name", "unknown": "unable to get local issuer", "expired": "expired"]
        for (name, scheme, options) in [(server, "smtp", ""), (server, "smtp", "?tls=optional"), (server + "Implicit", "smtps", "")] {
            let fault = try #require(try await refusal(name, scheme: scheme, options: options))
            #expect(fault.kind == .tls)
            #expect(!fault.isPermanent)
            #expect(fault.description.contains(words[server] ?? "?"))
        }
    }

    @Test func `Without STARTTLS nothing is sent, unless that is allowed`() async throws {
        let fault = try #require(try await refusal("plain", options: ""))
        #expect(fault.kind == .tls)
        #expect(fault.description.contains("tls=none"))
        #expect(try await refusal("plain", options: "?tls=optional") == nil)
    }

    @Test func `TLS on a port that has none is told`() async throws {
        let fault = try #require(try await refusal("plain", scheme: "smtps", options: ""))
        #expect(fault.kind == .tls)
        #expect(fault.description.contains("write smtp://"))
    }

    @Test func `A missing authority file is told`() async throws {
        let servers = try MailServers.shared.get()
        let url = "smtp://localhost:\(try servers.port("startTLS"))"
        let mailer = SMTPMailer(settings: try SMTPSettings(url: url, caFile: "/nowhere/ca.pem"))
        let message = try letter()
        let fault = await fault { () async throws(MailFault) in try await mailer.send(message) }
        #expect(fault?.kind == .tls)
    }

    @Test(arguments: [("startTLS", "smtp"), ("implicitTLS", "smtps")])
    func `A trusted certificate lets mail through, encrypted`(server: String, scheme: String) async throws {
        let servers = try MailServers.shared.get()
        for host in ["localhost", "127.0.0.1"] {
            let mailer = SMTPMailer(settings: try servers.settings(server, scheme: scheme, host: host))
            let message = try letter()
            try await mailer.send(message)
            await mailer.close()
            #expect(try servers.record(of: message).isTLS)
        }
    }

    // MARK: Sign-in

    private static let login = "ada%40example.com:\(MailServers.passwordInURL)@"

    @Test(arguments: ["authPlain", "authLogin", "authCRAM", "authAll"])
    func `A wrong password is refused for good, and never shown`(server: String) async throws {
        let fault = try #require(try await refusal(server, login: "ada%40example.com:hunter22@", options: ""))
        #expect(fault.kind == .authentication)
        #expect(fault.isPermanent)
        #expect(fault.serverWords?.hasPrefix("535") == true)
        #expect(!fault.description.contains("hunter22"))
    }

    @Test func `A password that the server says back is not shown`() async throws {
        let fault = try #require(try await refusal("authAll", login: "echo:hunter22@", options: "?auth=plain"))
        #expect(fault.serverWords == "535 5.7.8 wrong: •••••• ••••••")
    }

    @Test func `A sign-in server in trouble is asked again later`() async throws {
        let fault = try #require(try await refusal("authAll", login: "later:hunter22@", options: "?auth=plain"))
        #expect(fault.kind == .authentication)
        #expect(!fault.isPermanent)
    }

    @Test func `A server that wants a sign-in says so`() async throws {
        let fault = try #require(try await refusal("authAll", options: ""))
        #expect(fault.kind == .authentication)
        #expect(fault.isPermanent)
        #expect(fault.serverWords?.hasPrefix("530") == true)
    }

    @Test(arguments: [
        ("authPlain", ""), ("authLogin", ""), ("authCRAM", ""), ("authAll", ""), ("authAll", "?auth=plain"), ("authAll", "?auth=login"),
        ("authAll", "?auth=cram-md5"), ("authInClear", "?tls=none"),
    ])
    func `The right password signs in`(server: String, options: String) async throws {
        let servers = try MailServers.shared.get()
        let mailer = SMTPMailer(settings: try servers.settings(server, login: Self.login, options: options))
        let message = try letter()
        try await mailer.send(message)
        await mailer.close()
        #expect(try servers.record(of: message).user?.contains(MailServers.user) == true)
    }
}
