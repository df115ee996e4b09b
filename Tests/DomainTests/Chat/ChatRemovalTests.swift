import DataStore
import Identity
import Primitives
import Realtime
import Testing

@testable import Domain

struct ChatRemovalTests {
    private static let tables = [
        "message", "message_mention", "message_attachment", "message_reaction", "message_edit", "channel_reader",
    ]

    private func channel(of lead: Lead) -> ID<Channel> { ID(high: lead.id.high, low: lead.id.low) }

    /// A message with everything that hangs on one, by Ada and read by Bo.
    private func fill(_ world: ChatWorld, _ channel: ID<Channel>, _ text: String = "one") async throws {
        let file = try await world.upload("a.txt", to: channel)
        var message = try await world.say("\(text) <@\(try #require(world.bo.personID))>", in: channel, files: [file])
        message = try await world.edit(message, "\(message.text) more")
        _ = try await world.chat.react(try #require(Emoji("👍")), true, to: message.id, by: world.bo, trace: TraceID())
        _ = try await world.chat.read(channel, upTo: 1, goesBack: false, by: world.bo, trace: TraceID())
    }

    private func expectNothingLeft(_ world: ChatWorld) async throws {
        for table in Self.tables { #expect(try await world.world.count(table) == 0, "\(table)") }
        #expect(try await world.world.count("bucket_object") == 0)
        #expect(try await world.world.count("trashed_object") == 0)
        #expect(try await world.found("one") == [])
        #expect(try await world.store.integrityFaults().isEmpty)
    }

    @Test func `What was said of a lead goes with it out of the trash`() async throws {
        try await withChat { world in
            let lead = try await world.world.drop("Acme")
            try await fill(world, channel(of: lead))
            _ = try await world.world.trash(lead)
            #expect(try await world.world.leads.emptyTrash(after: .seconds(-60)) == 1)
            try await expectNothingLeft(world)
            #expect(try await world.world.count("channel") == 2)
        }
    }

    @Test func `What was said of a project goes with it out of the trash, more than one step too`() async throws {
        try await withChat { world in
            let project = try await world.world.projects.create(MergePatch(["name": "P"]), by: world.ada, key: nil, trace: TraceID())
            let channel = ID<Channel>(high: project.id.high, low: project.id.low)
            try await fill(world, channel)
            for number in 0..<250 { try await world.say("\(number)", in: channel) }
            #expect(try await world.chat.channel(channel, for: world.ada).name == "P")
            _ = try await world.world.projects.trash(project.id, version: 1, by: world.ada, trace: TraceID())
            _ = try await world.world.leads.emptyTrash(after: .seconds(-60))
            try await expectNothingLeft(world)
            #expect(try await world.world.count("project") == 2)
        }
    }

    @Test func `When leads are merged, what was said of one comes behind what was said of the other`() async throws {
        try await withChat { world in
            let (into, from) = (try await world.world.drop("Into"), try await world.world.drop("From"))
            let (old, new) = (channel(of: from), channel(of: into))
            let clash = MessageDraft(clientId: ClientMessageID().text, text: "same id")
            _ = try await world.chat.send(clash, to: new, by: world.ada, trace: TraceID())
            _ = try await world.chat.send(clash, to: old, by: world.ada, trace: TraceID())
            try await fill(world, old)
            for (place, last) in [(new, Int64(1)), (old, 2)] {
                _ = try await world.chat.read(place, upTo: last, goesBack: false, by: world.bo, trace: TraceID())
            }
            _ = try await world.chat.read(old, upTo: 2, goesBack: false, by: world.cy, trace: TraceID())
            _ = try await world.world.leads.merge(
                from.id, version: from.version, into: into.id, version: into.version, by: world.ada, trace: TraceID())

            let window = try await world.window(new)
            #expect(window.messages.map(\.seq) == [1, 2, 3])
            #expect(window.messages.allSatisfy { $0.channelId == new })
            #expect(window.messages[2].attachments[0].url?.contains("/chat/\(new)/") == true)
            #expect(window.messages[2].reactions.count == 1 && window.messages[2].mentions.map(\.name) == ["Bo"])
            #expect(try await world.standing(new, of: world.bo).unread == 0)
            // Cy had not read the one that stays.
            #expect(try await world.standing(new, of: world.cy).unread == 3)
            #expect(try await world.events(of: .channel(new)).last == "channel.updated")
            // The search follows in writes of its own; until then they are found, but not as the channel's.
            #expect(try await world.store.read { try MessageIndex.isBehind(in: $0) })
            #expect(try await world.found("one").count == 1)
            _ = try await world.edit(window.messages[1], "same id, said otherwise")
            while try await world.store.write({ try MessageIndex.followMoved(in: $0) }) {}
            #expect(try await world.store.read { try !MessageIndex.isBehind(in: $0) })
            #expect(try await world.found("one") { $0.channel = new }.count == 1)
            #expect(try await world.found("otherwise") { $0.channel = new }.count == 1)
            #expect(try await world.found("one") { $0.channel = old } == [])
            let gone = await failure { _ = try await world.window(old) }
            #expect(gone?.code == .leadMerged && gone?.members["into"] == .string(into.id.description))
            #expect(try await world.say("next", in: new).seq == 4)
            #expect(try await world.store.integrityFaults().isEmpty)
        }
    }
}
