import Domain
import Hummingbird
import Identity
import Primitives

/// A person's own inbox in a workspace, for whoever is signed in.
struct NotificationRoutes: Sendable {
    private static let defaultPageSize = 50
    /// Each kind with both choices, and room.
    private static let bodyLimit = 8_192

    let inboxes: Inboxes
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("notifications", .get, gate, Self.listing, use: list)
        router.on("notifications/read", .put, gate, Self.readingAll, use: markAll)
        router.on("notifications/preferences", .get, gate, Self.showingPreferences) { [inboxes] call in
            .json(try await inboxes.preferences(of: call.principal))
        }
        router.on("notifications/preferences", .patch, gate, Self.changingPreferences) { [inboxes] call in
            let patch = try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context)
            return .json(try await inboxes.changePreferences(patch, by: call.principal, trace: call.trace))
        }
        router.on("notifications/{notification}/read", .put, gate, Self.reading) { [inboxes] call in
            .json(try await inboxes.mark(try id(call), isRead: true, by: call.principal, trace: call.trace))
        }
        router.on("notifications/{notification}/read", .delete, gate, Self.unreading) { [inboxes] call in
            .json(try await inboxes.mark(try id(call), isRead: false, by: call.principal, trace: call.trace))
        }
        router.on("notifications/{notification}", .delete, gate, Self.deleting) { [inboxes] call in
            try await inboxes.remove(try id(call), by: call.principal, trace: call.trace)
            return Response(status: .noContent)
        }
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let limit = try query.limit(upTo: Inboxes.pageLimit) ?? Self.defaultPageSize
        if let unread = query["unread"], unread != "true", unread != "false" {
            throw Failure(.invalidRequest, "The list can't be shown.", fields: [FieldFault("unread", "true or false.")])
        }
        return .json(
            try await inboxes.list(for: call.principal, isUnread: query["unread"] == "true", cursor: query["cursor"], limit: limit))
    }

    private struct ReadBody: Decodable {
        let upTo: ID<Domain.Notification>
    }

    @Sendable private func markAll(_ call: Call) async throws -> Response {
        let body = try await call.request.json(ReadBody.self, upTo: Self.bodyLimit, in: call.context)
        try await inboxes.markAll(upTo: body.upTo, by: call.principal, trace: call.trace)
        return Response(status: .noContent)
    }

    private func id(_ call: Call) throws(Failure) -> ID<Domain.Notification> {
        try call.context.id("notification", missing: "There is no such notification of yours.")
    }
}

extension NotificationRoutes {
    private static let listing = Operation(
        id: "listNotifications", summary: "What the person is told of, what happened last first",
        parameters: [.init("unread", .flag, "Only those that are unread")] + .page(upTo: Int(Inboxes.pageLimit)),
        answers: [.json(InboxPage.self)])
    private static let readingAll = Operation(
        id: "readNotifications", summary: "Mark a notification and all that happened before it as read",
        body: .members([.init("upTo", .id, required: true, "The newest that was seen")]))
    private static let reading = Operation(
        id: "readNotification", summary: "Mark a notification as read", answers: [.json(Domain.Notification.self)])
    private static let unreading = Operation(
        id: "unreadNotification", summary: "Mark a notification as unread",
        detail: "When the same happened again since, that newer line is answered: it stands for both.",
        answers: [.json(Domain.Notification.self)])
    private static let deleting = Operation(id: "deleteNotification", summary: "Take a notification out of the inbox")
    private static let showingPreferences = Operation(
        id: "getNotificationPreferences", summary: "What the person chose to be told of, and how",
        answers: [.json(NotificationPreferences.self)])
    private static let changingPreferences = Operation(
        id: "changeNotificationPreferences", summary: "Choose what to be told of, and how",
        body: .mergePatch([
            .init(
                "kinds",
                .object(
                    NotificationKind.allCases.map { kind in
                        .init(
                            kind.rawValue,
                            .nullable(
                                .object([
                                    .init("page", .flag, "Whether it is in the inbox"),
                                    .init("mail", .oneOf(MailChoice.allCases.map(\.rawValue)), "When it is mailed"),
                                ])), "null takes the standard")
                    }), "Kinds that are not named stay as they are"),
            .init("dailyAt", .text(upTo: 5), "When the mail of the day is sent, such as 08:00"),
            .init("timeZone", .nullable(.text(upTo: 64)), "Of the IANA database; null takes the workspace's"),
            .init(
                "language", .nullable(.oneOf(Language.allCases.map(\.rawValue))), "Of the letters; null takes the person's"),
        ]), answers: [.json(NotificationPreferences.self)])
}
