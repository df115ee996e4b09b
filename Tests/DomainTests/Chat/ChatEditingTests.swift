import Identity
import Primitives
import Realtime
import Testing

@testable import Domain

struct ChatEditingTests {
    @Test func `Only the author changes a message, and nobody one that is gone or has changed meanwhile`() async throws {
        try await withChat { world in
            let channel = try await world.general()
            let message = try await world.say("a", in: channel)
            let gone = try await world.say("b", in: channel)
            try await world.chat.delete(gone.id, by: world.ada, trace: TraceID())
            let edited = try await world.edit(message, "a2")
            let attempts: [(FailureCode, () async throws -> Message)] = [
                (.forbidden, { try await world.edit(edited, "x", by: world.bo) }),
                (.forbidden, { try await world.edit(edited, "x", by: world.viewer) }),
                (.notFound, { try await world.edit(edited, "x", by: world.world.stranger) }),
                (.staleVersion, { try await world.edit(message, "x") }),
                (.staleVersion, { try await world.edit(edited, "x", version: 9) }),
                (
                    .versionRequired,
                    {
                        try await world.chat.edit(
                            message.id, MessagePatch(MergePatch(["text": "x"])), version: nil, by: world.ada, trace: TraceID())
                    }
                ),
                (.invalidRequest, { try await world.edit(edited, " \u{301}") }),
                (.conflict, { try await world.edit(gone, "x", version: 2) }),
            ]
            for (code, attempt) in attempts {
                let refused = await failure { _ = try await attempt() }
                #expect(refused?.code == code)
            }
            let stale = await failure { _ = try await world.edit(message, "x") }
            #expect(stale?.members["current"]?["text"]?.string == "a2")
        }
    }

    @Test func `What was said before is kept for the author and the admins`() async throws {
        try await withChat { world in
            let channel = try await world.general()
            var message = try await world.say("one", in: channel, by: world.bo)
            message = try await world.edit(message, "two", by: world.bo)
            let same = try await world.edit(message, "two", by: world.bo)
            #expect(same.version == 2 && same.editedAt != nil && same.html == #"<p dir="auto">two</p>"#)
            try await world.chat.delete(message.id, by: world.ada, trace: TraceID())
            for principal in [world.bo, world.ada] {
                let edits = try await world.chat.history(of: message.id, for: principal)
                #expect(edits.map(\.text) == ["two", "one"])
                #expect(edits.map(\.isDeletion) == [true, false])
                #expect(edits.map(\.author.name) == ["Ana", "Bo"])
            }
            for (principal, code) in [(world.cy, FailureCode.forbidden), (world.world.stranger, .notFound)] {
                let refused = await failure { _ = try await world.chat.history(of: message.id, for: principal) }
                #expect(refused?.code == code)
            }
            let left = try #require(try await world.window(channel).messages.first)
            #expect(left.deletedAt != nil && left.text == "" && left.html == "" && left.seq == 1 && left.version == 3)
        }
    }

    @Test func `A message is deleted by its author and by who manages channels`() async throws {
        try await withChat { world in
            let channel = try await world.general()
            let message = try await world.say("a", in: channel, by: world.bo)
            for (principal, code) in [
                (world.cy, FailureCode.forbidden), (world.viewer, .forbidden), (world.world.stranger, .notFound),
            ] {
                let refused = await failure { try await world.chat.delete(message.id, by: principal, trace: TraceID()) }
                #expect(refused?.code == code)
            }
            try await world.chat.delete(message.id, by: world.bo, trace: TraceID())
            try await world.chat.delete(message.id, by: world.bo, trace: TraceID())
            #expect(try await world.events(of: .channel(channel)) == ["chat.message.new", "chat.message.updated"])
            #expect(try await world.found("a") == [])
        }
    }

    @Test func `Reactions are counted once a person, bounded, and no reason to refuse an edit`() async throws {
        try await withChat { world in
            let channel = try await world.general()
            let message = try await world.say("a", in: channel)
            let thumb = try #require(Emoji("👍"))
            func react(_ emoji: Emoji, _ isWanted: Bool = true, by principal: Principal) async throws -> Message {
                try await world.chat.react(emoji, isWanted, to: message.id, by: principal, trace: TraceID())
            }
            for (principal, code) in [(world.viewer, FailureCode.forbidden), (world.world.stranger, .notFound)] {
                let refused = await failure { _ = try await react(thumb, by: principal) }
                #expect(refused?.code == code)
            }
            _ = try await react(thumb, by: world.bo)
            let both = try await react(thumb, by: world.ada)
            #expect(both.reactions.map(\.count) == [2] && both.reactions[0].isMine == true && both.version == 3)
            #expect(both.reactions[0].people == [world.bo.personID, world.ada.personID].compactMap { $0 })
            #expect(try await react(thumb, by: world.ada).version == 3)
            let back = try await react(thumb, false, by: world.bo)
            #expect(back.reactions.map(\.count) == [1] && back.version == 4)
            #expect(try await react(thumb, false, by: world.bo).version == 4)
            // Based on the version before them, whose text is the same.
            #expect(try await world.edit(message, "b").version == 5)

            for scalar in (0x1F600..<0x1F613).compactMap({ Unicode.Scalar($0) }) {
                _ = try await react(try #require(Emoji(String(scalar))), by: world.cy)
            }
            let full = await failure { _ = try await react(try #require(Emoji("🎉")), by: world.cy) }
            #expect(full?.code == .conflict)
            #expect(try await react(thumb, by: world.cy).reactions.count == MessageReaction.kindLimit)
        }
    }
}
