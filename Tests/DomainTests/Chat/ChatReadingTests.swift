import DataStore
import Identity
import Primitives
import Realtime
import Testing

@testable import Domain

struct ChatReadingTests {
    private func read(
        _ world: ChatWorld, _ channel: ID<Channel>, upTo seq: Int64, force: Bool = false, by principal: Principal
    ) async throws -> ReadMarker {
        try await world.chat.read(channel, upTo: seq, goesBack: force, by: principal, trace: TraceID())
    }

    @Test func `Windows are cut where they are asked for, and say what is beyond them`() async throws {
        try await withChat { world in
            let channel = try await world.general()
            let empty = try await world.window(channel)
            #expect(empty.messages.isEmpty && !empty.hasBefore && !empty.hasAfter)
            for number in 1...10 { try await world.say("\(number)", in: channel) }
            let cases: [(MessageWindow.Place, ClosedRange<Int64>?, Bool, Bool)] = [
                (.newest, 8...10, true, false), (.before(8), 5...7, true, true), (.before(2), 1...1, false, true),
                (.before(1), nil, false, true),
                (.before(.max), 8...10, true, false), (.after(0), 1...3, false, true), (.after(8), 9...10, true, false),
                (.after(10), nil, true, false), (.around(5), 4...6, true, true), (.around(1), 1...3, false, true),
                (.around(.max), 9...10, true, false),
            ]
            for (place, numbers, before, after) in cases {
                let window = try await world.window(channel, place, limit: 3)
                #expect(window.messages.map(\.seq) == numbers.map { Array($0) } ?? [], "\(place)")
                #expect(window.hasBefore == before && window.hasAfter == after, "\(place)")
            }
            for (principal, code) in [(world.world.stranger, FailureCode.notFound), (world.world.owner.without(.chatRead), .forbidden)] {
                let refused = await failure { _ = try await world.window(channel, for: principal) }
                #expect(refused?.code == code)
            }
        }
    }

    @Test func `Unread are the messages of others that were not deleted, named or not, on every device`() async throws {
        try await withChat { world in
            let channel = try await world.general()
            let bo = try #require(world.bo.personID)
            try await world.say("one", in: channel)
            let two = try await world.say("two <@\(bo)>", in: channel)
            try await world.say("three", in: channel, by: world.cy)
            var standing = try await world.standing(channel, of: world.bo)
            #expect(standing.unread == 3 && standing.mentions == 1 && standing.readSeq == 0 && standing.readUpTo == nil)
            // Who had read everything has read their own words; Cy had not.
            #expect(try await world.standing(channel, of: world.ada).unread == 1)
            #expect(try await world.standing(channel, of: world.cy).unread == 2)

            let marker = try await read(world, channel, upTo: 2, by: world.bo)
            #expect(marker.standing.unread == 1 && marker.standing.mentions == 0 && marker.standing.readUpTo == two.id)
            let room = try #require(try await world.store.read { try Members.inbox(of: bo, in: world.bo.workspaceID, $0) })
            #expect(try await world.events(of: .inbox(room)) == ["notification.new", "notification.read", "chat.read"])
            // It never goes back by itself, and beyond the end is the end.
            #expect(try await read(world, channel, upTo: 1, by: world.bo).standing.readSeq == 2)
            #expect(try await read(world, channel, upTo: 1, force: true, by: world.bo).standing.unread == 2)
            #expect(try await read(world, channel, upTo: .max, by: world.bo).standing.readSeq == 3)
            #expect(try await world.events(of: .inbox(room)).count == 5)

            _ = try await read(world, channel, upTo: 0, force: true, by: world.bo)
            try await world.chat.delete(two.id, by: world.ada, trace: TraceID())
            standing = try await world.standing(channel, of: world.bo)
            #expect(standing.unread == 2 && standing.mentions == 0)
            let negative = await failure { _ = try await read(world, channel, upTo: -1, by: world.bo) }
            #expect(negative?.code == .invalidRequest)
            let stranger = await failure { _ = try await read(world, channel, upTo: 1, by: world.world.stranger) }
            #expect(stranger?.code == .notFound)
        }
    }

    @Test func `What was read in a channel is read in the inbox of whoever was named there, and of nobody else`() async throws {
        try await withChat { world in
            let (channel, other) = (try await world.general(), try await world.channel("Sales").id)
            let (bo, cy) = (try #require(world.bo.personID), try #require(world.cy.personID))
            let first = try await world.say("<@\(bo)> and <@\(cy)>", in: channel)
            try await world.say("later <@\(bo)>", in: channel)
            try await world.say("elsewhere <@\(bo)>", in: other)
            func unread(_ principal: Principal) async throws -> Int {
                try await world.world.inboxes.list(for: principal, isUnread: true, cursor: nil, limit: 50).unread
            }
            #expect(try await unread(world.bo) == 3)
            _ = try await read(world, channel, upTo: 1, by: world.bo)
            #expect(try await unread(world.bo) == 2)
            #expect(try await unread(world.cy) == 1)
            // Back is not unread again: the inbox says what is news.
            _ = try await read(world, channel, upTo: 0, force: true, by: world.bo)
            #expect(try await unread(world.bo) == 2)
            _ = try await read(world, channel, upTo: 2, by: world.bo)
            #expect(try await unread(world.bo) == 1)
            // Named only afterwards, in what they have read already.
            let edited = try await world.edit(first, "<@\(cy)> alone")
            _ = try await world.edit(edited, "<@\(bo)> once more")
            let before = try await unread(world.bo)
            _ = try await read(world, channel, upTo: 2, by: world.bo)
            #expect(try await unread(world.bo) == 1)
            #expect(before >= 1)
        }
    }

    @Test func `Who joins later begins with nothing unread`() async throws {
        try await withChat { world in
            let channel = try await world.general()
            try await world.say("before", in: channel)
            let dee = try await world.addMember("Dee")
            #expect(try await world.standing(channel, of: dee).unread == 0)
            try await world.say("after", in: channel)
            #expect(try await world.standing(channel, of: dee).unread == 1)
        }
    }

    @Test func `The sum over all channels leaves out what is muted but for mentions`() async throws {
        try await withChat { world in
            let (general, sales) = (try await world.general(), try await world.channel("Sales").id)
            let bo = try #require(world.bo.personID)
            for text in ["a", "b", "<@\(bo)>"] { try await world.say(text, in: sales) }
            try await world.say("c", in: general)
            var unread = try await world.chat.unread(for: world.bo)
            #expect(unread.total == 4 && unread.mentions == 1 && unread.channels.map(\.channelID) == [general, sales])
            #expect(try await world.chat.mute(sales, true, by: world.bo).standing?.isMuted == true)
            unread = try await world.chat.unread(for: world.bo)
            #expect(unread.total == 2 && unread.mentions == 1)
            #expect(unread.channels.map(\.standing.unread) == [1, 3])
            #expect(try await world.chat.mute(sales, false, by: world.bo).standing?.isMuted == false)
            #expect(try await world.chat.unread(for: world.bo).total == 4)
            #expect(try await world.chat.unread(for: world.world.stranger).total == 0)
        }
    }
}

extension Principal {
    fileprivate func without(_ permission: Permission) -> Principal {
        Principal(
            credential: credential, workspaceID: workspaceID, personID: personID, role: role,
            permissions: permissions.subtracting([permission]),
            displayName: displayName)
    }
}
