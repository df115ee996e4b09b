import Primitives
import Synchronization
import Testing

@testable import Mail

@Suite struct DevMailboxTests {
    @Test func `What no server would get is refused here too`() async throws {
        let mailbox = DevMailbox()
        let message = try letter(to: "josé@example.com")
        let fault = await fault { () async throws(MailFault) in try await mailbox.send(message) }
        #expect(fault?.kind == .recipientRefused)
        #expect(fault?.isPermanent == true)
        #expect(mailbox.list().isEmpty)
    }

    @Test func `The newest stand first and the oldest go`() async throws {
        let announced = Mutex(0)
        let mailbox = DevMailbox { _ in announced.withLock { $0 += 1 } }
        for number in 0..<DevMailbox.limit + 5 { try await mailbox.send(try letter(subject: "\(number)")) }
        let list = mailbox.list()
        #expect(list.count == DevMailbox.limit)
        #expect(list.first?.message.subject == "\(DevMailbox.limit + 4)")
        #expect(list.last?.message.subject == "5")
        #expect(announced.withLock { $0 } == DevMailbox.limit + 5)
        let last = try #require(list.last)
        #expect(mailbox.find(last.id)?.message == last.message)
        #expect(mailbox.find(ID()) == nil)
    }

    @Test func `Messages that name somebody go, the others stay`() async throws {
        let mailbox = DevMailbox()
        try await mailbox.send(try letter(to: "gone@example.com", subject: "one"))
        try await mailbox.send(try letter(toName: "GONE", subject: "two"))
        try await mailbox.send(try letter(subject: "three", text: "about gone\n"))
        try await mailbox.send(try letter(subject: "four", html: "<p>gone</p>"))
        try await mailbox.send(try letter(subject: "kept"))
        mailbox.remove { $0.lowercased().contains("gone") }
        #expect(mailbox.list().map(\.message.subject) == ["kept"])
    }
}
