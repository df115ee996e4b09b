import DataStore
import Domain
import Identity
import JobQueue
import Logging
import Mail
import Primitives
import Realtime
import TestSupport
import Testing

struct NotificationMailTests {
    /// A minute before eight in the morning in Paris, in winter.
    private static let morning = Timestamp("2030-01-15T06:59:00Z")

    /// What is due is done; mails stay jobs.
    private struct Desk {
        let world: LeadWorld
        let jobs: Jobs
        let clock: ManualClock
        let notifications: Notifications
        let ring = KeyRing(root: .random(byteCount: 32))
        let inboxes: Inboxes
        let mailer = KeptMail()

        init(_ world: LeadWorld) throws {
            self.world = world
            let clock = ManualClock(try #require(NotificationMailTests.morning))
            self.clock = clock
            jobs = Jobs(store: world.store, clock: clock.wallClock)
            notifications = Notifications(log: world.log, jobs: jobs)
            inboxes = Inboxes(store: world.store, log: world.log, jobs: jobs, clock: clock.wallClock)
        }

        func add(_ kind: NotificationKind, about id: ID<Subject> = ID()) async throws {
            let person = try #require(world.owner.personID)
            try await world.store.write { [notifications] tx in
                try notifications.add(
                    kind, to: person, of: world.owner.workspaceID, subject: NotificationSubject(.message, id, title: "Boulangerie"),
                    by: .node, trace: TraceID(), in: tx)
            }
        }

        func run() async throws {
            let outbox = Outbox(
                jobs: jobs, ring: ring, sender: Mailbox(address: try #require(EmailAddress("node@node.example"))), clock: clock.wallClock)
            let post = NotificationPost(outbox: outbox, letters: Letters(siteURL: "https://node.example"), ring: ring) {
                "https://node.example"
            }
            let runner = JobRunner(
                jobs: jobs,
                handlers: [
                    MailNotificationHandler(store: world.store, post: post), MailDigestHandler(store: world.store, post: post),
                    MailSender(mailer: mailer, ring: ring, clock: clock.wallClock),
                ], queues: [MailNotification.queue: 1, SendMail.queue: 1],
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            try await runner.runOnce()
            try await runner.runOnce()
        }

        func choose(_ kind: NotificationKind, _ mail: String, page: Bool = true) async throws {
            let choice: JSONValue = [kind.rawValue: ["mail": .string(mail), "page": .bool(page)]]
            _ = try await inboxes.changePreferences(MergePatch(["kinds": choice]), by: world.owner, trace: TraceID())
        }
    }

    private func withDesk(_ body: (Desk) async throws -> Void) async throws {
        try await withLeads { world in try await body(try Desk(world)) }
    }

    @Test func `A mail waits a minute, and is not sent for what was read meanwhile`() async throws {
        try await withDesk { desk in
            try await desk.add(.mention)
            try await desk.add(.reply)
            try await desk.run()
            #expect(desk.mailer.all.isEmpty)
            let items = try await desk.inboxes.list(for: desk.world.owner, isUnread: true, cursor: nil, limit: 10).items
            let reply = try #require(items.first { $0.kind == .reply })
            _ = try await desk.inboxes.mark(reply.id, isRead: true, by: desk.world.owner, trace: TraceID())
            desk.clock.advance(by: .seconds(60))
            try await desk.run()
            #expect(desk.mailer.all.map(\.subject) == ["Quelqu’un vous a mentionné : Boulangerie"])
            let mail = try #require(desk.mailer.all.first)
            #expect(mail.unsubscribeLink?.hasPrefix("https://node.example/unsubscribe/") == true)
            let text = String(decoding: mail.mime(), as: UTF8.self)
            #expect(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
            #expect(text.contains("List-Unsubscribe: <https://node.example/unsubscribe/"))
            // It happens again while it is unread: one mail is enough.
            try await desk.add(.mention, about: try #require(items.first { $0.kind == .mention }).subject.id)
            desk.clock.advance(by: .minutes(5))
            try await desk.run()
            #expect(desk.mailer.all.count == 1)
        }
    }

    @Test func `Whoever wants no mail gets none, and no line of what the page is not to show`() async throws {
        try await withDesk { desk in
            try await desk.choose(.mention, "never")
            try await desk.choose(.reply, "never", page: false)
            try await desk.choose(.payout, "at once", page: false)
            for kind in [NotificationKind.mention, .reply, .payout, .ready] { try await desk.add(kind) }
            let page = try await desk.inboxes.list(for: desk.world.owner, isUnread: true, cursor: nil, limit: 10)
            #expect(Set(page.items.map(\.kind)) == [.mention, .ready] && page.unread == 2)
            desk.clock.advance(by: .minutes(2))
            try await desk.run()
            #expect(desk.mailer.all.count == 1)
            // What was mailed and is on no page is gone.
            #expect(try await desk.world.count("notification") == 2)
        }
    }

    @Test func `The mail of the day comes once, at the hour of the workspace's clock, and only with news`() async throws {
        try await withDesk { desk in
            for _ in 0..<60 { try await desk.add(.failed) }
            desk.clock.advance(by: .seconds(59))
            try await desk.run()
            #expect(desk.mailer.all.isEmpty)
            desk.clock.advance(by: .seconds(1))
            try await desk.run()
            #expect(desk.mailer.all.map(\.subject) == ["60 nouvelles de A"])
            #expect(desk.mailer.all.first?.text.contains("et 10 de plus.") == true)
            desk.clock.advance(by: .days(2))
            try await desk.run()
            #expect(desk.mailer.all.count == 1)
            try await desk.add(.failed)
            _ = try await desk.inboxes.changePreferences(
                MergePatch(["dailyAt": "23:15", "timeZone": "Asia/Tokyo", "language": "en"]), by: desk.world.owner, trace: TraceID())
            // 23:15 in Tokyo is 14:15 in UTC.
            desk.clock.advance(by: .hours(7) + .minutes(14))
            try await desk.run()
            #expect(desk.mailer.all.count == 1)
            desk.clock.advance(by: .minutes(1))
            try await desk.run()
            #expect(desk.mailer.all.last?.subject == "One thing happened in A")
        }
    }

    @Test func `A link that the node did not make ends nothing; its own ends that kind alone`() async throws {
        try await withDesk { desk in
            try await desk.add(.mention)
            desk.clock.advance(by: .minutes(1))
            try await desk.run()
            let link = try #require(desk.mailer.all.first?.unsubscribeLink)
            let text = String(link.dropFirst("https://node.example/unsubscribe/".count))
            let bytes = try #require(Base64URL.decode(text))
            for position in bytes.indices {
                var forged = bytes
                forged[position] ^= 1
                #expect(throws: Failure.self) { try UnsubscribeLink(Base64URL.encode(forged), with: desk.ring) }
            }
            for forged in ["", "x", String(repeating: "A", count: 300), String(text.dropLast(4))] {
                #expect(throws: Failure.self) { try UnsubscribeLink(forged, with: desk.ring) }
            }
            #expect(throws: Failure.self) { try UnsubscribeLink(text, with: KeyRing(root: .random(byteCount: 32))) }
            for _ in 0..<2 { try await desk.inboxes.unsubscribe(try UnsubscribeLink(text, with: desk.ring)) }
            try await desk.add(.mention)
            try await desk.add(.reply)
            desk.clock.advance(by: .minutes(1))
            try await desk.run()
            #expect(desk.mailer.all.count == 2)
            #expect(desk.mailer.all.last?.subject.contains("répondu") == true)
        }
    }

    @Test func `Every fault of a choice is named, and nothing is changed`() async throws {
        try await withDesk { desk in
            let patch = MergePatch([
                "kinds": ["mention": ["mail": "hourly", "pager": true], "dream": [:], "reply": 3], "dailyAt": "24:00",
                "timeZone": "Mars/One",
                "language": "de", "colour": "red",
            ])
            let refusal = await failure { _ = try await desk.inboxes.changePreferences(patch, by: desk.world.owner, trace: TraceID()) }
            #expect(refusal?.code == .invalidRequest)
            #expect(
                Set(refusal?.fields.map(\.pointer) ?? []) == [
                    "/kinds/mention/mail", "/kinds/mention/pager", "/kinds/dream", "/kinds/reply", "/dailyAt", "/timeZone", "/language",
                    "/colour",
                ])
            let kept = try await desk.world.count("notification_preference")
            #expect(kept == 0)
        }
    }
}
