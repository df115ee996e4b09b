import Identity
import Primitives
import Realtime
import Testing

@testable import Domain

struct NotificationWordsTests {
    private func path(
        _ kind: NotificationKind, _ subject: NotificationSubject.Kind, lead: ID<Lead>? = nil, data: JSONValue = [:]
    ) throws -> (String, id: String) {
        let (now, id) = (Timestamp(seconds: 1_893_456_000), ID<Subject>())
        let notification = Notification(
            id: ID(), kind: kind, subject: NotificationSubject(subject, id, lead: lead, title: "It"), actor: Notification.sample.actor,
            count: 1, data: data,
            readAt: nil, createdAt: now, updatedAt: now, version: 1)
        return (NotificationWords(notification, in: .english).path, id.description)
    }

    @Test func `A letter without a thing to show leads to the inbox`() throws {
        #expect(try path(.mention, .message).0 == "/notifications")
        #expect(try path(.ready, .lead).0 == "/notifications")
    }

    @Test func `A letter leads to the thing itself, also where that belongs to a lead`() throws {
        let lead = ID<Lead>()
        #expect(try path(.assignment, .lead, lead: lead).0 == "/leads/\(lead)")
        let payout = try path(.payout, .payout, lead: lead)
        #expect(payout.0 == "/payouts/\(payout.id)")
        let place: JSONValue = ["channelId": "0199aaaa-0000-7000-8000-000000000001", "seq": 7]
        #expect(try path(.mention, .message, lead: lead, data: place).0 == "/chat/0199aaaa-0000-7000-8000-000000000001?message=7")
        let table = try path(.import, .import)
        #expect(table.0 == "/leads/import/\(table.id)")
        #expect(try path(.webhookDisabled, .webhook).0 == "/settings/webhooks")
        #expect(try path(.member, .person).0 == "/settings/members")
    }
}
