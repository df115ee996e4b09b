import Primitives
import Testing

@testable import Mail

@Suite(.enabled(if: MailServers.isAvailable, Comment(rawValue: MailServers.absence)))
struct MailProbeTests {
    private func steps(
        _ server: String, scheme: String = "smtp", login: String = "", options: String = "", from: String = "node@example.com",
        to: String = "ada@example.com", limit: Duration = .seconds(20)
    ) async throws -> [ProbeStep] {
        let servers = try MailServers.shared.get()
        var settings = try servers.settings(server, scheme: scheme, login: login, options: options)
        settings.totalTimeout = limit
        return try await steps(settings, from: from, to: to)
    }

    private func steps(
        _ settings: SMTPSettings, from: String = "node@example.com", to: String = "ada@example.com"
    ) async throws -> [ProbeStep] {
        let probe = MailProbe(settings: settings, from: Mailbox(address: try #require(EmailAddress(from))))
        return await probe.run(to: try #require(EmailAddress(to)))
    }

    private static let goodLogin = "ada%40example.com:\(MailServers.passwordInURL)@"

    @Test(arguments: [
        ("silent", "smtp", "", "?tls=none", "ada@example.com", ProbeStep.Name.greeting, "fell silent"),
        ("busy", "smtp", "", "", "ada@example.com", .greeting, "too busy"),
        ("closed", "smtp", "", "", "ada@example.com", .greeting, "no service for you"),
        ("web", "smtp", "", "", "ada@example.com", .greeting, "port"),
        ("mute", "smtp", "", "", "ada@example.com", .greeting, "EHLO"),
        ("plain", "smtp", "", "", "ada@example.com", .tls, "offers no STARTTLS"),
        ("plain", "smtps", "", "", "ada@example.com", .tls, "write smtp://"),
        ("silent", "smtps", "", "", "ada@example.com", .tls, "fell silent"),
        ("unknown", "smtp", "", "", "ada@example.com", .tls, "unable to get local issuer certificate"),
        ("elsewhereImplicit", "smtps", "", "", "ada@example.com", .tls, "as the certificate names it"),
        ("expired", "smtp", "", "", "ada@example.com", .tls, "Renew"),
        ("authAll", "smtp", "", "", "ada@example.com", .authentication, "wants a user"),
        ("authAll", "smtp", "ada:hunter22@", "", "ada@example.com", .authentication, "did not accept user ada"),
        ("plain", "smtp", "", "?tls=none", "unknown@example.com", .recipient, "no such user"),
        ("plain", "smtp", "", "?tls=none", "josé@example.com", .recipient, "outside ASCII"),
        ("plain", "smtp", "", "?tls=none", "spam@example.com", .message, "looks like spam"),
        ("plain", "smtp", "", "?tls=none", "drop@example.com", .message, "broke off"),
        ("plain", "smtp", "", "?tls=none", "hang@example.com", .message, "fell silent"),
    ])
    func `The probe stops at what is wrong and says what to do`(
        server: String, scheme: String, login: String, options: String, to: String, name: ProbeStep.Name, words: String
    ) async throws {
        let isSilent = ["fell silent", "EHLO"].contains(words)
        let steps = try await steps(
            server, scheme: scheme, login: login, options: options, to: to, limit: isSilent ? .seconds(3) : .seconds(20))
        let last = try #require(steps.last)
        #expect(last.name == name)
        #expect(last.outcome == .failed)
        #expect(last.words.contains(words))
        #expect(steps.dropLast().allSatisfy { $0.outcome != .failed })
    }

    @Test func `A refused sender is a step of its own`() async throws {
        let steps = try await steps("plain", options: "?tls=none", from: "nobody@example.com")
        #expect(steps.last?.name == .sender)
        #expect(steps.map(\.name) == [.dns, .tcp, .greeting, .tls, .authentication, .sender])
    }

    @Test func `A name that does not resolve fails at DNS`() async throws {
        var settings = try SMTPSettings(url: "smtp://nothing.invalid")
        settings.totalTimeout = .seconds(20)
        let steps = try await steps(settings)
        #expect(steps.map(\.name) == [.dns])
        #expect(steps.last?.outcome == .failed)
    }

    @Test func `A closed port fails at TCP`() async throws {
        let steps = try await steps(try SMTPSettings(url: "smtp://127.0.0.1:1"))
        #expect(steps.map(\.name) == [.dns, .tcp])
        #expect(steps.last?.words.contains("firewall") == true)
    }

    @Test(arguments: [("authAll", "smtp", goodLogin, ""), ("implicitTLS", "smtps", "", ""), ("plain", "smtp", "", "?tls=none")])
    func `When all is well every step is told`(server: String, scheme: String, login: String, options: String) async throws {
        let steps = try await steps(server, scheme: scheme, login: login, options: options)
        #expect(steps.count == ProbeStep.Name.allCases.count)
        #expect(steps.allSatisfy { $0.outcome != .failed })
        #expect(steps.first { $0.name == .tls }?.outcome == (options.isEmpty ? .passed : .skipped))
        #expect(steps.first { $0.name == .authentication }?.outcome == (login.isEmpty ? .skipped : .passed))
        #expect(steps.last?.words == "accepted: 250 2.0.0 queued as 4711")
    }
}
