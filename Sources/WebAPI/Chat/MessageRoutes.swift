import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// What is said in channels.
struct MessageRoutes: Sendable {
    /// The longest text, each byte of it escaped.
    private static let bodyLimit = 262_144
    private static let defaultSize = 50
    private static let numberRange: ClosedRange<Int64> = 0...Int64.max

    let chat: Chat
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        addReading(to: router)
        router.on(
            "channels/{channel}/messages", .post, gate, needs: .chatWrite,
            Operation(
                id: "sendMessage", summary: "Say something in a channel",
                detail: "Sent once: the same client id by the same author answers 200 with the message that is there.",
                body: .json(MessageDraft.self), answers: [.versioned(Message.self, .created), .versioned(Message.self)], hasLocation: true,
                failures: [.invalidRequest, .messageConflict, .conflict, .leadMerged])
        ) { [chat] call in
            let id = try call.context.channelID()
            let draft = try await call.request.json(MessageDraft.self, upTo: Self.bodyLimit, in: call.context)
            let sent = try await chat.send(draft, to: id, by: call.principal, trace: call.trace)
            return .json(
                versioned: sent.message, status: sent.isNew ? .created : .ok, location: "/api/v1/messages/\(sent.message.id)")
        }
        router.on(
            "messages/{message}", .patch, gate, needs: .chatWrite,
            Operation(
                id: "editMessage", summary: "Change what a message says",
                detail: "By its author alone. Reactions and answers that came meanwhile do not make the version stale.",
                body: .mergePatch([.init("text", .text(upTo: 8_000), "Markdown, as docs/chat.md has it")]), needsVersion: true,
                answers: [.versioned(Message.self)], failures: [.invalidRequest, .conflict])
        ) { [chat] call in
            let id = try call.context.messageID()
            let patch = try MessagePatch(try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context))
            return .json(
                versioned: try await chat.edit(
                    id, patch, version: EntityVersion.expected(by: call.request), by: call.principal, trace: call.trace))
        }
        router.on(
            "messages/{message}", .delete, gate, needs: .chatWrite,
            Operation(
                id: "deleteMessage", summary: "Delete a message",
                detail: "By its author, or with channels.manage. That there was one stays to be seen.", failures: [.conflict])
        ) { [chat] call in
            try await chat.delete(try call.context.messageID(), by: call.principal, trace: call.trace)
            return Response(status: .noContent)
        }
        for (method, isWanted) in [(HTTPRequest.Method.put, true), (.delete, false)] {
            router.on(
                "messages/{message}/reactions/{emoji}", method, gate, needs: .chatWrite,
                Operation(
                    id: isWanted ? "addReaction" : "removeReaction",
                    summary: isWanted ? "Put an emoji to a message" : "Take an emoji back", answers: [.versioned(Message.self)],
                    failures: [.invalidRequest, .conflict])
            ) { [chat] call in
                let id = try call.context.messageID()
                let text = call.context.parameters.get("emoji").flatMap { PercentEncoding.decode(Substring($0)) }
                guard let emoji = text.flatMap({ Emoji($0) }) else {
                    throw Failure(.invalidRequest, "This is no reaction.", fields: [FieldFault("emoji", "One emoji, percent-encoded.")])
                }
                return .json(versioned: try await chat.react(emoji, isWanted, to: id, by: call.principal, trace: call.trace))
            }
        }
    }

    private func addReading(to router: some RouterMethods<APIContext>) {
        router.on(
            "channels/{channel}/messages", .get, gate, needs: .chatRead,
            Operation(
                id: "listMessages", summary: "Messages of a channel in their order",
                detail: "The newest where no place is given. `cursor` is the place in the event log from which a socket goes on.",
                parameters: [
                    .init("before", .integer(Self.numberRange), "Those just before this number"),
                    .init("after", .integer(Self.numberRange), "Those just after this number"),
                    .init("around", .integer(Self.numberRange), "Those on both sides of this number"),
                    .init("limit", .integer(1...Int64(MessageWindow.limit)), "How many at most"),
                ],
                answers: [.json(MessageWindow.self)], failures: [.invalidRequest, .leadMerged]),
            use: list)
        router.on(
            "messages/search", .get, gate, needs: .chatRead,
            Operation(
                id: "searchMessages", summary: "Messages that have every word, the newest first",
                parameters: [
                    .init("q", .anyText, "Words, the beginnings of words, or what stands in quotes"),
                    .init("channel", .id, "Only in this channel"),
                    .init("author", .id, "Only of this person"),
                    .init("from", .moment, "Written then or later"),
                    .init("to", .moment, "Written before"),
                ] + .page(upTo: MessageSearch.limit),
                answers: [.page(MessageHit.self)], failures: [.invalidRequest]),
            use: search)
        router.on(
            "messages/{message}", .get, gate, needs: .chatRead,
            Operation(id: "getMessage", summary: "One message", answers: [.versioned(Message.self)])
        ) { [chat] call in
            .json(versioned: try await chat.message(try call.context.messageID(), for: call.principal))
        }
        router.on(
            "messages/{message}/thread", .get, gate, needs: .chatRead,
            Operation(
                id: "getThread", summary: "The thread that a message is in",
                parameters: [
                    .init("after", .integer(Self.numberRange), "Answers after this number"),
                    .init("limit", .integer(1...Int64(MessageWindow.limit)), "How many answers at most"),
                ],
                answers: [.json(MessageThread.self)], failures: [.invalidRequest])
        ) { [chat] call in
            let query = Query(call.request.uri)
            return .json(
                try await chat.thread(
                    of: try call.context.messageID(), after: try query.number("after") ?? 0,
                    limit: try query.limit(upTo: MessageWindow.limit) ?? Self.defaultSize, for: call.principal))
        }
        router.on(
            "messages/{message}/history", .get, gate, needs: .chatRead,
            Operation(
                id: "getMessageHistory", summary: "What a message said before",
                detail: "For its author, and with channels.manage.", answers: [.list(MessageEdit.self, atMost: MessageEdit.limit)])
        ) { [chat] call in
            .json(ListedAnswer(items: try await chat.history(of: try call.context.messageID(), for: call.principal)))
        }
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let places: [MessageWindow.Place?] = [
            try query.number("before").map { .before($0) }, try query.number("after").map { .after($0) },
            try query.number("around").map { .around($0) },
        ]
        let given = places.compactMap(\.self)
        guard given.count <= 1 else {
            throw Failure(
                .invalidRequest, "The messages can't be listed so.", fields: [FieldFault("before", "One of before, after and around.")])
        }
        return .json(
            try await chat.messages(
                of: try call.context.channelID(), given.first ?? .newest,
                limit: try query.limit(upTo: MessageWindow.limit) ?? Self.defaultSize, for: call.principal))
    }

    @Sendable private func search(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let search = MessageSearch(
            query["q"] ?? "", channel: try query.id("channel"), author: try query.id("author"), from: try query.moment("from"),
            to: try query.moment("to"))
        let page = try await chat.search(
            search, cursor: query["cursor"], limit: try query.limit(upTo: MessageSearch.limit) ?? 20, for: call.principal)
        return .json(ListedAnswer(items: page.items, next: page.next))
    }
}

extension Message: VersionedEntity {}

extension APIContext {
    fileprivate func messageID() throws(Failure) -> ID<Message> {
        try id("message", missing: "There is no such message in this workspace.")
    }
}

extension Query {
    /// - Throws: ``Failure`` `invalidRequest` unless it is absent or the number of a message.
    fileprivate func number(_ name: String) throws(Failure) -> Int64? {
        try parsed(name, "The number of a message.") { text in Int64(text).flatMap { $0 >= 0 ? $0 : nil } }
    }

    fileprivate func id<Entity>(_ name: String) throws(Failure) -> ID<Entity>? {
        try parsed(name, "An id.") { ID<Entity>($0) }
    }

    fileprivate func moment(_ name: String) throws(Failure) -> Timestamp? {
        try parsed(name, "A moment like 2030-01-31T12:00:00Z.") { Timestamp($0) }
    }

    private func parsed<Value>(_ name: String, _ message: String, _ parse: (String) -> Value?) throws(Failure) -> Value? {
        guard let text = self[name] else { return nil }
        guard let value = parse(text) else {
            throw Failure(.invalidRequest, "The messages can't be listed so.", fields: [FieldFault(name, message)])
        }
        return value
    }
}
