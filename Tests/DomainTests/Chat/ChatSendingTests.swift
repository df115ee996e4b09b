import DataStore
import Identity
import Primitives
import Realtime
import Testing

@testable import Domain

struct ChatSendingTests {
    @Test func `Nothing is said without permission, a channel of the workspace, an id, or something to say`() async throws {
        try await withChat { world in
            let (channel, trashed) = (try await world.general(), try await world.world.trash(try await world.world.drop("Gone")))
            var archived = try await world.channel("Old")
            archived = try await world.chat.archive(archived.id, true, version: 1, by: world.ada, trace: TraceID())
            let id = ClientMessageID().text
            let elsewhere = try await world.say("x", in: try await world.channel("Else").id)
            let before = try await world.world.count("message")
            let attempts: [(FailureCode, MessageDraft, ID<Channel>, Principal)] = [
                (.forbidden, MessageDraft(clientId: id, text: "a"), channel, world.viewer),
                (.notFound, MessageDraft(clientId: id, text: "a"), channel, world.world.stranger),
                (.notFound, MessageDraft(clientId: id, text: "a"), ID(), world.ada),
                (.conflict, MessageDraft(clientId: id, text: "a"), archived.id, world.ada),
                (.conflict, MessageDraft(clientId: id, text: "a"), ID(high: trashed.id.high, low: trashed.id.low), world.ada),
                (.invalidRequest, MessageDraft(clientId: nil, text: "a"), channel, world.ada),
                (.invalidRequest, MessageDraft(clientId: "1", text: "a"), channel, world.ada),
                (.invalidRequest, MessageDraft(clientId: id, text: nil), channel, world.ada),
                (.invalidRequest, MessageDraft(clientId: id, text: "a", parentId: ID<Message>().description), channel, world.ada),
                (.invalidRequest, MessageDraft(clientId: id, text: "a", parentId: elsewhere.id.description), channel, world.ada),
                (.invalidRequest, MessageDraft(clientId: id, text: "a", attachments: ["\(channel)/x/y"]), channel, world.ada),
            ]
            for (code, draft, place, principal) in attempts {
                let refused = await failure { _ = try await world.chat.send(draft, to: place, by: principal, trace: TraceID()) }
                #expect(refused?.code == code, "\(draft)")
            }
            #expect(try await world.world.count("message") == before)
        }
    }

    @Test func `A message is sent once, however often it comes, also after it was changed`() async throws {
        try await withChat { world in
            let channel = try await world.general()
            let draft = MessageDraft(clientId: ClientMessageID().text, text: "Hello")
            let first = try await world.chat.send(draft, to: channel, by: world.ada, trace: TraceID())
            _ = try await world.edit(first.message, "Hello!")
            let again = try await world.chat.send(draft, to: channel, by: world.ada, trace: TraceID())
            #expect(first.isNew && !again.isNew && again.message.id == first.message.id && again.message.text == "Hello!")
            #expect(try await world.world.count("message") == 1)
            #expect(try await world.events(of: .channel(channel)) == ["chat.message.new", "chat.message.updated"])

            let other = MessageDraft(clientId: draft.clientId, text: "Something else")
            let refused = await failure { _ = try await world.chat.send(other, to: channel, by: world.ada, trace: TraceID()) }
            #expect(refused?.code == .messageConflict)
            // The id is the author's own.
            let theirs = try await world.chat.send(other, to: channel, by: world.bo, trace: TraceID())
            #expect(theirs.isNew && theirs.message.seq == 2)
        }
    }

    @Test func `Fifty at once are fifty numbers without a gap, and one sent fifty times is one`() async throws {
        try await withChat { world in
            let channel = try await world.general()
            let once = MessageDraft(clientId: ClientMessageID().text, text: "once")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<50 {
                    group.addTask { _ = try await world.say("\(number)", in: channel, by: number.isMultiple(of: 2) ? world.ada : world.bo) }
                    group.addTask { _ = try await world.chat.send(once, to: channel, by: world.cy, trace: TraceID()) }
                }
                try await group.waitForAll()
            }
            let window = try await world.window(channel, limit: 200)
            #expect(window.messages.map(\.seq) == Array(1...51))
            #expect(window.messages.filter { $0.text == "once" }.count == 1)
            #expect(try await world.chat.channel(channel, for: world.ada).messages == 51)
        }
    }

    @Test func `The rooms of channel, workspace and lead hear of a message, with the message`() async throws {
        try await withChat { world in
            let lead = try await world.world.drop("Acme")
            let channel = ID<Channel>(high: lead.id.high, low: lead.id.low)
            #expect(try await world.chat.channel(channel, for: world.ada).version == 0)
            let message = try await world.say("**Hi**", in: channel)
            for room in [Room.channel(channel), .workspace(lead.workspaceId), .lead(lead.id)] {
                #expect(try await world.events(of: room).last == "chat.message.new")
            }
            let payload: String = try #require(
                try await world.store.read { try $0.value("SELECT payload FROM event WHERE entity_id = ?", [message.id]) })
            #expect(payload.contains(#""leadId":"\#(lead.id)""#) && payload.contains(#"<strong>Hi</strong>"#))
            let found = try await world.chat.channel(channel, for: world.ada)
            #expect(found.kind == .lead && found.name == "Acme" && found.version == 1 && found.messages == 1)
        }
    }

    @Test func `The longest message goes out as a notice to fetch it`() async throws {
        try await withChat { world in
            let channel = try await world.general()
            let text = Array(repeating: "http://a", count: 880).joined(separator: " ")
            let message = try await world.say(text, in: channel)
            #expect(message.text == text)
            let payload: String = try #require(
                try await world.store.read { try $0.value("SELECT payload FROM event WHERE entity_id = ?", [message.id]) })
            #expect(payload.contains(#""message":null"#) && payload.utf8.count < 1_000)
        }
    }

    @Test func `Who is named and who takes part in a thread is told, nobody twice, and nobody of their own words`() async throws {
        try await withChat { world in
            let channel = try await world.general()
            let bo = try #require(world.bo.personID)
            let stranger = try #require(world.world.stranger.personID)
            let first = try await world.say("<@\(bo)> <@\(stranger)> <@\(try #require(world.ada.personID))>", in: channel)
            #expect(first.mentions.map(\.name).sorted() == ["Ana", "Bo"])
            #expect(try await world.notifications(to: world.bo) == ["mention"])
            #expect(try await world.notifications(to: world.ada) == [])
            #expect(try await world.notifications(to: world.world.stranger) == [])

            let reply = try await world.say("Yes", in: channel, by: world.cy, to: first)
            _ = try await world.say("<@\(bo)>?", in: channel, by: world.cy, to: reply)
            #expect(try await world.notifications(to: world.ada) == ["reply"])
            #expect(try await world.notifications(to: world.bo) == ["mention", "mention"])
            #expect(try await world.notifications(to: world.cy) == [])
            let thread = try await world.chat.thread(of: reply.id, after: 0, limit: 50, for: world.viewer)
            #expect(thread.first.id == first.id && thread.first.replies == 2 && thread.replies.count == 2 && !thread.hasAfter)
            #expect(thread.replies.allSatisfy { $0.parentId == first.id })

            // One who is named by an edit is told, one who was named before is not told again.
            let cy = try #require(world.cy.personID)
            let edited = try await world.edit(thread.first, "<@\(bo)> <@\(cy)>")
            #expect(edited.mentions.map(\.name) == ["Bo", "Cy"])
            #expect(try await world.notifications(to: world.cy) == ["mention"])
            #expect(try await world.notifications(to: world.bo).count == 2)
        }
    }

    @Test func `A file is its uploader's to send, once, in the channel for which it was put up`() async throws {
        try await withChat { world in
            let (channel, other) = (try await world.general(), try await world.channel("Other").id)
            let key = try await world.upload("../a/b.txt", to: channel)
            #expect(key.hasSuffix("/.._a_b.txt"))
            for (place, principal) in [(channel, world.bo), (other, world.ada)] {
                let refused = await failure { try await world.say("", in: place, by: principal, files: [key]) }
                #expect(refused?.fields.map(\.pointer) == ["/attachments/0"])
            }
            let message = try await world.say("", in: channel, files: [key])
            #expect(message.attachments.map(\.name) == [".._a_b.txt"] && message.attachments[0].size == 5)
            #expect(message.attachments[0].url?.hasPrefix("/storage/v1/object/sign/chat/\(channel)/") == true)
            let again = await failure { try await world.say("", in: channel, files: [key]) }
            #expect(again?.code == .invalidRequest)

            // What was put up and never sent is given up after a day.
            _ = try await world.upload("forgotten.txt", to: channel)
            for (hours, left) in [(Int64(23), 2), (25, 1)] {
                _ = try await world.store.write { try ChatFiles.removeUnsent(at: .now() + .hours(hours), in: $0) }
                #expect(try await world.world.count("bucket_object") == left)
            }
            try await world.chat.delete(message.id, by: world.ada, trace: TraceID())
            #expect(try await world.world.count("message_attachment") == 0)
            #expect(try await world.world.count("trashed_object") == 2)
            #expect(try await world.world.count("bucket_object") == 0)
        }
    }
}
