import Primitives
import Testing

@testable import Mail

/// One connection, kept, lost and left.
@Suite(.enabled(if: MailServers.isAvailable, Comment(rawValue: MailServers.absence)))
struct SMTPConnectionTests {
    /// The connections on which messages to `recipients` arrived, sent one after the other by one mailer.
    private func connections(
        _ server: String, options: String = "", from: String = "node@example.com", to recipients: [String]
    ) async throws
        -> [Int]
    {
        let servers = try MailServers.shared.get()
        var settings = try servers.settings(server, options: options)
        // Longer than a busy machine takes from one message to the next.
        settings.idleTimeout = .seconds(600)
        let mailer = SMTPMailer(settings: settings)
        var connections: [Int] = []
        for recipient in recipients {
            let message = try letter(from: from, to: recipient)
            try await mailer.send(message)
            connections.append(try servers.record(of: message).connection)
        }
        await mailer.close()
        return connections
    }

    @Test(arguments: [("plain", "?tls=none"), ("startTLS", "")])
    func `One connection serves many messages`(server: String, options: String) async throws {
        let numbers = try await connections(server, options: options, to: Array(repeating: "ada@example.com", count: 20))
        #expect(Set(numbers).count == 1)
    }

    @Test func `A connection that the server closed costs no message`() async throws {
        let numbers = try await connections("plain", options: "?tls=none", to: Array(repeating: "once@example.com", count: 5))
        #expect(numbers.count == 5)
    }

    @Test(arguments: ["forgetful@example.com", "tired@example.com"])
    func `A connection that breaks at the next message is replaced at once`(from: String) async throws {
        let numbers = try await connections("plain", options: "?tls=none", from: from, to: Array(repeating: "ada@example.com", count: 4))
        #expect(Set(numbers).count == 4)
    }

    @Test func `A refused message does not spoil the next`() async throws {
        let servers = try MailServers.shared.get()
        let mailer = SMTPMailer(settings: try servers.settings("plain", options: "?tls=none"))
        for _ in 0..<3 {
            let refused = try letter(to: "unknown@example.com")
            #expect(await fault { () async throws(MailFault) in try await mailer.send(refused) }?.kind == .recipientRefused)
            let message = try letter()
            try await mailer.send(message)
            #expect(servers.hasRecord(of: message))
        }
        await mailer.close()
    }

    @Test func `Past the bound of the queue senders are told to come back`() async throws {
        let servers = try MailServers.shared.get()
        var settings = try servers.settings("silent", options: "?tls=none")
        settings.totalTimeout = .milliseconds(50)
        let mailer = SMTPMailer(settings: settings)
        let message = try letter()
        let kinds = await withTaskGroup { group in
            for _ in 0..<SMTPMailer.queueLimit * 4 {
                group.addTask { await fault { () async throws(MailFault) in try await mailer.send(message) }?.kind }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(kinds.contains(.temporarilyRefused))
        #expect(kinds.filter { $0 == .timedOut }.count >= SMTPMailer.queueLimit)
        #expect(kinds.allSatisfy { $0 == .timedOut || $0 == .temporarilyRefused })
        await mailer.close()
    }

    @Test(arguments: ["ada@example.com", "unknown@example.com"])
    func `A server that does not let go is left at once`(to: String) async throws {
        let servers = try MailServers.shared.get()
        var settings = try servers.settings("plain", options: "?tls=none")
        settings.totalTimeout = .seconds(2)
        let mailer = SMTPMailer(settings: settings)
        let message = try letter(from: "clinging@example.com", to: to)
        let clock = ContinuousClock()
        let start = clock.now
        _ = await fault { () async throws(MailFault) in try await mailer.send(message) }
        await mailer.close()
        #expect(start.duration(to: clock.now) < .seconds(300))
    }

    @Test func `A closed mailer refuses`() async throws {
        let mailer = SMTPMailer(settings: try SMTPSettings(url: "smtp://127.0.0.1:1"))
        await mailer.close()
        let message = try letter()
        #expect(await fault { () async throws(MailFault) in try await mailer.send(message) }?.kind == .temporarilyRefused)
    }

    @Test func `Cancelling the task ends a hand-over that hangs`() async throws {
        let servers = try MailServers.shared.get()
        let mailer = SMTPMailer(settings: try servers.settings("silent", options: "?tls=none"))
        let message = try letter()
        let kind = await withTaskGroup { group in
            group.addTask { await fault { () async throws(MailFault) in try await mailer.send(message) }?.kind }
            group.cancelAll()
            return await group.next() ?? nil
        }
        // Not what its own time-outs would say.
        #expect(kind == .cancelled)
        await mailer.close()
    }
}
