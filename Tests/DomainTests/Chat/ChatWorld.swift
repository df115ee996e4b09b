import Blobs
import DataStore
import Identity
import Primitives
import Realtime
import Testing

@testable import Domain

/// A workspace with its chat, its owner, two members more and a viewer, beside another workspace.
struct ChatWorld: Sendable {
    let world: LeadWorld
    let chat: Chat
    let bo: Principal
    let cy: Principal
    let viewer: Principal

    var store: Store { world.store }
    var ada: Principal { world.owner }

    func channel(_ name: String = "Sales", by principal: Principal? = nil) async throws -> Channel {
        try await chat.create(MergePatch(["name": .string(name)]), by: principal ?? ada, key: nil, trace: TraceID())
    }

    func general() async throws -> ID<Channel> {
        try #require(try await chat.channels(ChannelFilter(kind: .workspace), cursor: nil, limit: 1, for: ada).items.first).id
    }

    @discardableResult
    func say(
        _ text: String, in channel: ID<Channel>, by principal: Principal? = nil, to parent: Message? = nil, files: [String] = []
    ) async throws -> Message {
        let draft = MessageDraft(
            clientId: ClientMessageID().text, text: text, parentId: parent?.id.description, attachments: files.isEmpty ? nil : files)
        return try await chat.send(draft, to: channel, by: principal ?? ada, trace: TraceID()).message
    }

    func window(
        _ channel: ID<Channel>, _ place: MessageWindow.Place = .newest, limit: Int = 50, for principal: Principal? = nil
    )
        async throws -> MessageWindow
    {
        try await chat.messages(of: channel, place, limit: limit, for: principal ?? ada)
    }

    func addMember(_ name: String) async throws -> Principal { try await member(name, .member, of: world) }

    func standing(_ channel: ID<Channel>, of principal: Principal) async throws -> ChannelStanding {
        try #require(try await chat.channel(channel, for: principal).standing)
    }

    func edit(_ message: Message, _ text: String, version: Int64? = nil, by principal: Principal? = nil) async throws -> Message {
        try await chat.edit(
            message.id, MessagePatch(MergePatch(["text": .string(text)])), version: version ?? message.version, by: principal ?? ada,
            trace: TraceID())
    }

    func found(_ text: String, _ fill: (inout MessageSearch) -> Void = { _ in }, for principal: Principal? = nil) async throws -> [String] {
        var search = MessageSearch(text)
        fill(&search)
        return try await chat.search(search, cursor: nil, limit: 20, for: principal ?? ada).items.map(\.message.text)
    }

    /// Puts a file up as whoever has the link does.
    func upload(_ name: String, to channel: ID<Channel>, by principal: Principal? = nil) async throws -> String {
        let who = principal ?? ada
        let draft = UploadDraft(name: name, size: 5, contentType: "text/plain")
        let prepared = try await chat.prepareUpload(draft, to: channel, by: who)
        let bucket = try await chat.buckets.bucket(ChatFiles.bucket, in: ID(of: who.workspaceID))
        let staged = try await world.leads.blobs.stage(in: bucket.space, limit: 100) { try await $0.pour(Array("hello".utf8)) }
        _ = try await chat.buckets.put(
            staged, as: NewObject(key: prepared.key, contentType: "text/plain", owner: who.personID?.description), into: bucket, .refuse)
        return prepared.key.description
    }

    /// The types of the events that the log has, the newest last.
    func events(of room: Room) async throws -> [String] {
        try await store.read { tx in
            try tx.rows("SELECT e.type FROM event_room AS r JOIN event AS e ON e.seq = r.seq WHERE r.room = ? ORDER BY r.seq", [room]).map {
                try $0["type"]
            }
        }
    }

    func notifications(to principal: Principal) async throws -> [String] {
        try await store.read { tx in
            try tx.rows("SELECT kind FROM notification WHERE person_id = ? ORDER BY id", [principal.personID]).map { try $0["kind"] }
        }
    }
}

func withChat(_ body: (ChatWorld) async throws -> Void) async throws {
    try await withLeads { world in
        let key = URLSigningKey(id: "k", secret: .random(byteCount: 32))
        let chat = Chat(
            beside: world.leads, buckets: Buckets(store: world.store, blobs: world.leads.blobs),
            links: AttachmentLinks(
                links: StorageLinks(signingKey: { _ in key }, acceptedKey: { _, _ in key }), prefix: "/storage/v1"))
        var people: [Principal] = []
        for (name, role) in [("Bo", Role.member), ("Cy", .member), ("Vi", .viewer)] {
            people.append(try await member(name, role, of: world))
        }
        try await body(ChatWorld(world: world, chat: chat, bo: people[0], cy: people[1], viewer: people[2]))
    }
}

private func member(_ name: String, _ role: Role, of world: LeadWorld) async throws -> Principal {
    let (email, shown) = (try #require(EmailAddress("\(name.lowercased())@a.example")), try #require(DisplayName(name)))
    let workspace = world.owner.workspaceID
    return try await world.store.write { tx in
        let now = Timestamp.now()
        let person = try People.create(email, name: shown, at: now, in: tx)
        try Members.add(person.id, as: role, to: workspace, at: now, tx)
        return Principal(credential: .session(ID()), workspaceID: workspace, personID: person.id, role: role, displayName: shown)
    }
}
