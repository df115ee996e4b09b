import Domain
import HTTPTypes
import Identity
import Mail
import Primitives

/// People and access: signing in, sessions, members, tokens, keys, the log.
extension Operation {
    private static let emailField = Shape.Member("email", .email, required: true)
    private static let languageShape = Shape.oneOf(Language.allCases.map(\.rawValue))

    static let showConfiguration = Operation(
        id: "showConfiguration", summary: "Show what a browser is told of the configuration",
        detail: "The variables that start with `NEXT_PUBLIC_`, and the version. A credential that is sent is checked.",
        answers: [.json(ConfigAnswer.self)], failures: [.unauthenticated])

    static let setUpNode = Operation(
        id: "setUpNode", summary: "Make the first person and workspace of a node",
        detail: "With the token of the link that the node printed for its operator.",
        body: .members([
            .init("token", .text(upTo: 200), required: true), .init("name", .line(upTo: 80), required: true), emailField,
            .init("workspace", .line(upTo: 80), required: true), .init("language", languageShape, required: true),
        ]), answers: [.json(SessionAnswer.self, .created)], setsCookie: true, failures: [.setupLinkInvalid, .conflict])

    static let refreshSession = Operation(
        id: "refreshSession", summary: "Renew a browser's session",
        detail: """
            For this node's own page: by the refresh cookie, with the header `X-Uprising-Request: 1`. The refusal says in `setupNeeded` \
            whether the node waits to be set up.
            """,
        answers: [.json(SessionAnswer.self)], setsCookie: true,
        failures: [.unauthenticated, .refreshTokenInvalid, .sessionExpired, .originRefused, .forbidden, .banned])

    static let signOut = Operation(
        id: "signOut", summary: "Sign out", detail: "Of the session of the token, or of the cookie. Twice is no fault.", setsCookie: true,
        failures: [.unauthenticated, .forbidden, .originRefused])

    static let showSession = Operation(
        id: "showSession", summary: "Show whom the credential stands for, and where", answers: [.json(SessionAnswer.self)],
        failures: [.forbidden])

    static let moveSession = Operation(
        id: "moveSession", summary: "Go to another workspace of one's own", body: .members([.init("workspaceId", .id, required: true)]),
        key: .rememberedWithoutAnswer, answers: [.json(SessionAnswer.self)], setsCookie: true,
        failures: [.notFound, .banned, .sessionExpired])

    static let listSessions = Operation(
        id: "listSessions", summary: "List one's own sign-ins", answers: [.list(ListedSessionAnswer.self, atMost: Sessions.limitPerPerson)])

    static let endOtherSessions = Operation(
        id: "endOtherSessions", summary: "End all one's own sign-ins but this one",
        parameters: [.init("others", .oneOf(["true"]), required: true, "That it is meant.")])

    static let endSession = Operation(id: "endSession", summary: "End a sign-in of one's own")

    static let requestCode = Operation(
        id: "requestCode", summary: "Have a code mailed to sign in with", detail: "Answers the same whether anybody has that address.",
        body: .members([emailField, .init("language", .nullable(languageShape))]), answers: [.json(AcceptedAnswer.self, .accepted)],
        failures: [.rateLimited, .mailUndeliverable])

    static let signIn = Operation(
        id: "signIn", summary: "Sign in by a mailed code or link", detail: "Either `email` and `code`, or `link` alone.",
        body: .members([
            .init("email", .nullable(.email)), .init("code", .nullable(.text(upTo: 64))), .init("link", .nullable(.text(upTo: 512))),
        ]),
        answers: [.json(SessionAnswer.self), .json(EmailChangeAnswer.self, .accepted)], setsCookie: true,
        failures: [.codeInvalid, .rateLimited, .banned, .forbidden, .invitationInvalid])

    static let showSignInMethods = Operation(
        id: "showSignInMethods", summary: "Show how one signs in here", answers: [.json(SignInMethodsAnswer.self)])

    static let listDevMails = Operation(
        id: "listDevMails", summary: "List the mails that a node of the local profile would have sent",
        answers: [.list(DevMailSummaryAnswer.self, atMost: DevMailbox.limit)])

    static let showDevMail = Operation(id: "showDevMail", summary: "Show one of these mails", answers: [.json(DevMailAnswer.self)])

    static let changeProfile = Operation(
        id: "changeProfile", summary: "Change one's own name and language",
        body: .members([.init("name", .nullable(.line(upTo: 80))), .init("language", .nullable(languageShape))]),
        answers: [.json(UserAnswer.self)])

    static let requestEmailChange = Operation(
        id: "requestEmailChange", summary: "Ask to be reached at another address", detail: "A code goes to both addresses.",
        body: .members([emailField]), key: .remembered, answers: [.json(AcceptedAnswer.self, .accepted)],
        failures: [.emailTaken, .rateLimited, .mailUndeliverable])

    static let confirmEmailChange = Operation(
        id: "confirmEmailChange", summary: "Confirm the change of address with one of the two codes",
        body: .members([emailField, .init("code", .line(upTo: 64), required: true)]), key: .remembered,
        answers: [.json(EmailChangeAnswer.self)], failures: [.codeInvalid, .emailTaken, .rateLimited])

    static let listTokens = Operation(
        id: "listTokens", summary: "List the tokens of programs, the newest first", detail: "One's own; with `tokens.manage` those of all.",
        parameters: .page(upTo: APITokens.pageLimit), answers: [.page(TokenAnswer.self)])

    static let createToken = Operation(
        id: "createToken", summary: "Make a token for a program",
        detail: "Takes `tokens.own`. Its text is told this once.",
        body: .members([
            .init("name", .line(upTo: 80), required: true),
            .init("scopes", .list(.oneOf(Permission.allCases.map(\.rawValue)), upTo: 100), required: true),
            .init("expiresAt", .nullable(.moment), "Never if absent."),
        ]), key: .rememberedWithoutAnswer, answers: [.json(NewTokenAnswer.self, .created)], failures: [.conflict])

    static let revokeToken = Operation(id: "revokeToken", summary: "Revoke a token")

    static let showWorkspaceKeys = Operation(
        id: "showWorkspaceKeys", summary: "Show the keys with which stock clients are configured",
        answers: [.json(WorkspaceKeysAnswer.self)])

    static let rotateWorkspaceKey = Operation(
        id: "rotateWorkspaceKey", summary: "Replace a key; the one before still works for a while",
        parameters: [.init("kind", .oneOf(["anon", "service"]), in: .path, "Which of the two.")], key: .rememberedWithoutAnswer,
        answers: [.json(WorkspaceKeysAnswer.self)])

    static let listWorkspaces = Operation(
        id: "listWorkspaces", summary: "List one's own workspaces", answers: [.list(MembershipAnswer.self, atMost: Members.membershipLimit)]
    )

    private static var workspaceSettings: [Shape.Member] {
        [
            .init("timeZone", .nullable(.text(upTo: 64)), "Of the IANA database: `Europe/Paris`."),
            .init("currency", .nullable(.pattern("^[A-Z]{3}$", upTo: 3)), "Of ISO 4217."),
        ]
    }

    static let createWorkspace = Operation(
        id: "createWorkspace", summary: "Make a workspace of one's own",
        body: .members(
            [.init("name", .line(upTo: 80), required: true), .init("language", languageShape, required: true)] + workspaceSettings),
        key: .remembered, answers: [.versioned(WorkspaceAnswer.self, .created)], failures: [.conflict])

    static let showWorkspace = Operation(
        id: "showWorkspace", summary: "Show the workspace", answers: [.versioned(WorkspaceAnswer.self)])

    static let changeWorkspace = Operation(
        id: "changeWorkspace", summary: "Change the settings of the workspace",
        body: .members(
            [
                .init("name", .nullable(.line(upTo: 80))), .init("language", .nullable(languageShape)),
                .init("payoutsNeedTwo", .nullable(.flag), "Whether a payout is approved and paid by two different people."),
            ] + workspaceSettings), needsVersion: true, answers: [.versioned(WorkspaceAnswer.self)], failures: [.conflict])

    static let deleteWorkspace = Operation(
        id: "deleteWorkspace", summary: "Delete the workspace after a while in which it can be restored",
        body: .members([.init("name", .line(upTo: 80), required: true, "The workspace's name, typed.")]),
        answers: [.versioned(WorkspaceAnswer.self, .accepted)], failures: [.conflict])

    static let restoreWorkspace = Operation(
        id: "restoreWorkspace", summary: "Keep a workspace that waits to be deleted", key: .remembered,
        answers: [.versioned(WorkspaceAnswer.self)], failures: [.conflict])

    static let listMembers = Operation(
        id: "listMembers", summary: "List the people of the workspace",
        answers: [.list(MemberAnswer.self, atMost: Members.limitPerWorkspace)])

    static let changeMemberRole = Operation(
        id: "changeMemberRole", summary: "Give a member another role",
        body: .members([.init("role", .oneOf(Role.allCases.map(\.rawValue)), required: true)]), failures: [.lastOwner, .conflict])

    static let removeMember = Operation(
        id: "removeMember", summary: "Take someone out of the workspace, or leave it",
        detail: "Anyone may leave; to take out somebody else takes `members.manage`.", failures: [.lastOwner, .conflict])

    static let handOverOwnership = Operation(
        id: "handOverOwnership", summary: "Make a member an owner in one's own place", key: .remembered,
        failures: [.lastOwner, .conflict])

    static let listInvitations = Operation(
        id: "listInvitations", summary: "List the invitations that nobody has accepted, the last sent first",
        parameters: .page(upTo: Invitations.pageLimit), answers: [.page(InvitationAnswer.self)])

    static let sendInvitation = Operation(
        id: "sendInvitation", summary: "Invite someone by mail",
        body: .members([emailField, .init("role", .oneOf(Role.allCases.map(\.rawValue)), required: true)]), key: .remembered,
        answers: [.json(InvitationAnswer.self, .created)], failures: [.conflict, .rateLimited, .mailUndeliverable])

    static let resendInvitation = Operation(
        id: "resendInvitation", summary: "Send an invitation again", key: .remembered, answers: [.json(InvitationAnswer.self)],
        failures: [.conflict, .rateLimited, .mailUndeliverable])

    static let revokeInvitation = Operation(id: "revokeInvitation", summary: "Take an invitation back", failures: [.conflict])

    static let previewInvitation = Operation(
        id: "previewInvitation", summary: "Show what an invitation says", detail: "Looking uses nothing up.",
        parameters: [.init("token", .text(upTo: 512), "The token of the mail.")], answers: [.json(InvitationPreviewAnswer.self)],
        failures: [.invitationInvalid])

    static let acceptInvitation = Operation(
        id: "acceptInvitation", summary: "Accept an invitation", body: .members([.init("token", .line(upTo: 512), required: true)]),
        answers: [.json(SessionAnswer.self)], setsCookie: true, failures: [.invitationInvalid, .banned, .forbidden, .unauthenticated])

    private static var auditConditions: [Parameter] {
        [
            .init("action", .anyText, "What was done: `member.removed`."),
            .init("actor", .id, "The person who did it."),
        ]
    }

    static let listAudit = Operation(
        id: "listAudit", summary: "List administrative acts and sign-ins, the newest first",
        parameters: auditConditions + .page(upTo: AuditLog.pageLimit), answers: [.page(AuditEntryAnswer.self)])

    static let exportAudit = Operation(
        id: "exportAudit", summary: "Export the log as CSV", parameters: auditConditions,
        answers: [.bytes(contentType: "text/csv; charset=utf-8")])
}
