import Identity
import Primitives
import Testing

@testable import Domain

struct ChatSearchTests {
    @Test func `Messages are found by every word, of one channel, author or time, and never those of others`() async throws {
        try await withChat { world in
            let (general, sales) = (try await world.general(), try await world.channel("Sales").id)
            try await world.say("Devis signé pour Élodie", in: general)
            try await world.say("devis envoyé", in: sales, by: world.bo)
            #expect(try await world.found("devis") == ["devis envoyé", "Devis signé pour Élodie"])
            #expect(try await world.found("elodie dev") == ["Devis signé pour Élodie"])
            #expect(try await world.found("devis") { $0.channel = sales } == ["devis envoyé"])
            #expect(try await world.found("devis") { $0.author = world.ada.personID } == ["Devis signé pour Élodie"])
            #expect(try await world.found("devis") { $0.to = Timestamp(seconds: 1) } == [])
            #expect(try await world.found("devis") { $0.from = Timestamp(seconds: 1) }.count == 2)
            #expect(try await world.found("devis", for: world.world.stranger) == [])
            #expect(try await world.found("\"") == [])
            #expect(try await world.found("\u{E002}") == [])
            let refused = await failure {
                _ = try await world.found("a", for: world.world.member(.viewer).restricted(to: [.leadsRead]))
            }
            #expect(refused?.code == .forbidden)
        }
    }

    @Test func `What was edited is found by its new words alone, and what was deleted or trashed not at all`() async throws {
        try await withChat { world in
            let lead = try await world.world.drop("Acme")
            let channel = ID<Channel>(high: lead.id.high, low: lead.id.low)
            let message = try await world.say("before", in: channel)
            _ = try await world.edit(message, "after")
            #expect(try await world.found("before") == [])
            #expect(try await world.found("after") == ["after"])
            _ = try await world.world.trash(lead)
            #expect(try await world.found("after") == [])
        }
    }

    @Test func `Hits are marked, and come page by page`() async throws {
        try await withChat { world in
            let channel = try await world.general()
            for number in 1...5 { try await world.say("x\nfind me \(number)", in: channel) }
            let search = MessageSearch("find")
            let first = try await world.chat.search(search, cursor: nil, limit: 3, for: world.ada)
            #expect(first.items.map(\.excerpt) == ["find me 5", "find me 4", "find me 3"])
            #expect(first.items[0].ranges == [0..<4] && first.items[0].channel.id == channel)
            let second = try await world.chat.search(search, cursor: first.next, limit: 3, for: world.ada)
            #expect(second.items.count == 2 && second.next == nil)
            let forged = await failure {
                _ = try await world.chat.search(MessageSearch("me"), cursor: first.next, limit: 3, for: world.ada)
            }
            #expect(forged?.code == .invalidRequest)
        }
    }
}

extension Principal {
    fileprivate func restricted(to permissions: Set<Permission>) -> Principal {
        Principal(
            credential: credential, workspaceID: workspaceID, personID: personID, role: role, permissions: permissions,
            displayName: displayName)
    }
}
