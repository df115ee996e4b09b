import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// The channels of a workspace, and how far everybody has read in them.
struct ChannelRoutes: Sendable {
    private static let bodyLimit = 16_384
    private static let fields: [Shape.Member] = [
        .init("name", .text(upTo: 80), "Unique among the channels of the workspace, whatever its case and accents"),
        .init("topic", .nullable(.text(upTo: 250)), "What it is about"),
    ]

    let chat: Chat
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on(
            "channels", .get, gate, needs: .chatRead,
            Operation(
                id: "listChannels", summary: "Channels, the newest activity first",
                detail:
                    "The workspace's own, and those of projects and leads in which something was said, with what the caller has not read.",
                parameters: [
                    .init("kind", .oneOf(Channel.Kind.allCases.map(\.rawValue)), "Only those of this kind"),
                    .init(
                        "archived", .oneOf(ChannelFilter.Archived.allCases.map(\.rawValue)), "Those that are archived; exclude unless said"),
                ] + .page(upTo: Chat.pageLimit),
                answers: [.page(Channel.self)], failures: [.invalidRequest]),
            use: list)
        router.on(
            "channels", .post, gate, needs: .chatWrite,
            Operation(
                id: "createChannel", summary: "Make a channel", body: .members(Self.fields), key: .optional,
                answers: [.versioned(Channel.self, .created)], hasLocation: true, failures: [.invalidRequest, .conflict])
        ) { [chat] call in
            let draft = try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context)
            let channel = try await chat.create(draft, by: call.principal, key: call.idempotencyKey(), trace: call.trace)
            return .json(versioned: channel, status: .created, location: "/api/v1/channels/\(channel.id)")
        }
        router.on(
            "channels/{channel}", .get, gate, needs: .chatRead,
            Operation(
                id: "getChannel", summary: "One channel",
                detail: "Projects and leads have one each, of their own id; it has version 0 until something was said.",
                answers: [.versioned(Channel.self)], failures: [.leadMerged])
        ) { [chat] call in
            .json(versioned: try await chat.channel(try call.context.channelID(), for: call.principal))
        }
        router.on(
            "channels/{channel}", .patch, gate, needs: .channelsManage,
            Operation(
                id: "editChannel", summary: "Change the name or topic of a channel", body: .mergePatch(Self.fields), needsVersion: true,
                answers: [.versioned(Channel.self)], failures: [.invalidRequest, .conflict, .leadMerged])
        ) { [chat] call in
            let id = try call.context.channelID()
            let patch = try ChannelPatch(try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context))
            return .json(
                versioned: try await chat.edit(
                    id, patch, version: EntityVersion.expected(by: call.request), by: call.principal, trace: call.trace))
        }
        for (method, isArchived) in [(HTTPRequest.Method.put, true), (.delete, false)] {
            router.on(
                "channels/{channel}/archive", method, gate, needs: .channelsManage,
                Operation(
                    id: isArchived ? "archiveChannel" : "unarchiveChannel",
                    summary: isArchived ? "Put a channel out of the way" : "Take a channel back", needsVersion: true,
                    answers: [.versioned(Channel.self)], failures: [.conflict, .leadMerged])
            ) { [chat] call in
                .json(
                    versioned: try await chat.archive(
                        try call.context.channelID(), isArchived, version: EntityVersion.expected(by: call.request), by: call.principal,
                        trace: call.trace))
            }
            router.on(
                "channels/{channel}/mute", method, gate, needs: .chatRead,
                Operation(
                    id: isArchived ? "muteChannel" : "unmuteChannel",
                    summary: isArchived ? "Keep a channel from counting as unread" : "Let a channel count again",
                    detail: "For the caller alone. Mentions count all the same.", answers: [.versioned(Channel.self)],
                    failures: [.leadMerged])
            ) { [chat] call in
                .json(versioned: try await chat.mute(try call.context.channelID(), isArchived, by: call.principal))
            }
        }
        router.on(
            "channels/{channel}/read", .put, gate, needs: .chatRead,
            Operation(
                id: "markRead", summary: "Say how far the channel was read",
                body: .members([
                    .init("upTo", .count, required: true, "The number of the last message that was read"),
                    .init("force", .nullable(.flag), "Go back, too: what comes after it is unread again"),
                ]),
                answers: [.json(ReadMarker.self)], failures: [.invalidRequest, .leadMerged])
        ) { [chat] call in
            let id = try call.context.channelID()
            let body = try await call.request.json(ReadBody.self, upTo: Self.bodyLimit, in: call.context)
            return .json(
                try await chat.read(id, upTo: body.upTo, goesBack: body.force ?? false, by: call.principal, trace: call.trace))
        }
        router.on(
            "unread", .get, gate, needs: .chatRead,
            Operation(
                id: "getUnread", summary: "What the caller has not read",
                detail:
                    "The 200 most active of the channels with something unread; the total is over the 5,000 most active of all channels.",
                answers: [.json(UnreadChannels.self)])
        ) { [chat] call in
            .json(try await chat.unread(for: call.principal))
        }
        router.on(
            "channels/{channel}/uploads", .post, gate, needs: .chatWrite,
            Operation(
                id: "prepareUpload", summary: "Get a link to put a file up for a message",
                detail: "PUT the bytes to the link, then name the key in the message.",
                body: .members([
                    .init("name", .text(upTo: 200), required: true, "What the file is called"),
                    .init("size", .count, required: true, "In bytes"),
                    .init("contentType", .text(upTo: 200), "Its media type"),
                ]),
                answers: [.json(PreparedUpload.self, .created)], failures: [.invalidRequest, .conflict, .storageFull, .leadMerged])
        ) { [chat] call in
            let id = try call.context.channelID()
            let draft = try await call.request.json(UploadDraft.self, upTo: Self.bodyLimit, in: call.context)
            return .json(try await chat.prepareUpload(draft, to: id, by: call.principal), status: .created)
        }
    }

    private struct ReadBody: Decodable {
        let upTo: Int64
        let force: Bool?
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        var filter = ChannelFilter()
        filter.kind = try query.choice("kind", of: Channel.Kind.self)
        if let archived = try query.choice("archived", of: ChannelFilter.Archived.self) { filter.archived = archived }
        let page = try await chat.channels(
            filter, cursor: query["cursor"], limit: try query.limit(upTo: Chat.pageLimit) ?? 50, for: call.principal)
        return .json(ListedAnswer(items: page.items, next: page.next))
    }
}

extension Channel: VersionedEntity {}

extension APIContext {
    func channelID() throws(Failure) -> ID<Channel> {
        try id("channel", missing: "There is no such channel in this workspace.")
    }
}

extension Query {
    /// - Throws: ``Failure`` `invalidRequest` for a word that is none of them.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String, of type: Choice.Type) throws(Failure) -> Choice? {
        guard let text = self[name] else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.invalidRequest, "The list can't be filtered so.", fields: [FieldFault(name, "One of \(all).")])
        }
        return choice
    }
}
