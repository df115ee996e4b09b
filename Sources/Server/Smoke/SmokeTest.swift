import AsyncHTTPClient
import FoundationEssentials
import Glibc
package import Identity
import Primitives

/// Tries the main job of a running node from outside, with a lead, messages and a file of its own, which it takes away in the end.
///
/// A line for each check and one for the whole go to standard output, or one JSON object. It never speaks to people: no mail, no mention.
package struct SmokeTest: Sendable {
    /// A token of the node on this machine, and what ends it.
    package typealias BorrowToken = @Sendable () async throws -> (text: String, giveBack: @Sendable () async -> Void)

    /// What the checks do, and the erasing of what they did.
    package static let scopes: [Permission] = [
        .leadsRead, .leadsDrop, .leadsWrite, .leadsErase, .chatRead, .chatWrite, .realtimeJoin, .ledgerRead,
    ]

    /// The environment variable that holds a token.
    private static let tokenVariable = "SMOKE_TOKEN"

    private let url: String
    private let token: Secret?
    private let caFile: String?
    private let patience: Duration
    private let pageLimit: Duration
    private let isJSON: Bool
    private let publicAddress: String?
    private let borrowToken: BorrowToken?
    private let say: @Sendable (String) -> Void

    /// - Parameters:
    ///   - token: without one, the variable `SMOKE_TOKEN` counts, and then `borrowToken`.
    ///   - caFile: certificates in PEM to trust in place of the machine's.
    ///   - patience: how long the dropped lead may take to be ready.
    ///   - pageLimit: how long the page may take to load; `nil` takes the runbook's two seconds.
    ///   - isJSON: says one object in the end, in the place of lines: `{ok, url, milliseconds, checks: [{check, outcome, milliseconds, detail}]}`.
    ///   - publicAddress: where browsers reach the node of this machine, by its settings.
    ///   - borrowToken: asked only when the address is one of this machine, or the public one by TLS: whoever has the certificate for that
    ///     is given everybody's sign-in anyway. So no other host learns the token.
    package init(
        url: String, token: String?, caFile: String? = nil, patience: Duration, pageLimit: Duration? = nil, isJSON: Bool = false,
        publicAddress: String? = nil, borrowToken: BorrowToken? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        say: @escaping @Sendable (String) -> Void = SmokeTest.sayOnStandardOutput
    ) {
        let given = [token, environment[Self.tokenVariable]].compactMap { $0?.trimmingSpaces() }.first { !$0.isEmpty }
        self.url = url
        self.caFile = caFile
        self.token = given.map { Secret($0) }
        self.patience = patience
        self.pageLimit = pageLimit ?? PageCheck.limit
        self.isJSON = isJSON
        self.publicAddress = publicAddress
        self.borrowToken = borrowToken
        self.say = say
    }

    /// - Throws: ``SmokeFailed`` when a check failed, ``Failure`` when the address is none.
    package func run() async throws {
        let target = try NodeTarget(url)
        let trust = try NodeTrust(caFile: caFile)
        let isPassed = try await HTTPClient.withHTTPClient(configuration: SmokeClient.configuration(trusting: trust)) { http in
            try await check(SmokeClient(http: http, target: target, token: nil, trust: trust))
        }
        guard isPassed else { throw SmokeFailed() }
    }

    private func check(_ visitor: SmokeClient) async throws -> Bool {
        var report = SmokeReport(of: visitor.target.origin, isJSON: isJSON, say: say)
        let node = "a node that answers"
        try await report.check("health", with: visitor, called: node) { try await HealthCheck(client: $0).run() }
        try await report.check("page", with: visitor, called: node) { try await PageCheck(client: $0, limit: pageLimit).run() }
        try await report.check("sign-in", with: visitor, called: node) { try await SignInCheck(client: $0).run() }
        try await report.check("metrics", with: visitor, called: node) { try await MetricsCheck(client: $0).run() }
        if let token {
            try await checkWork(as: visitor.carrying(token), &report)
        } else {
            try await checkWork(borrowingFor: visitor, &report)
        }
        try report.summary()
        return !report.hasFailed
    }

    private func checkWork(borrowingFor visitor: SmokeClient, _ report: inout SmokeReport) async throws {
        let mayBorrow = visitor.target.isLoopback || visitor.target.isPublicAddress(publicAddress)
        guard let borrowToken, mayBorrow, !report.isUnreachable else { return try await checkWork(as: nil, &report) }
        let loan: (text: String, giveBack: @Sendable () async -> Void)
        do {
            loan = try await borrowToken()
        } catch let error as CancellationError {
            throw error
        } catch {
            return try await checkWork(as: nil, because: "; the node of this machine gave none: \(NodeFault(describing: error))", &report)
        }
        do {
            try await checkWork(as: visitor.carrying(Secret(loan.text)), &report)
        } catch {
            await loan.giveBack()
            throw error
        }
        await loan.giveBack()
    }

    /// - Parameter member: `nil` when there is no token.
    private func checkWork(as member: SmokeClient?, because reason: String = "", _ report: inout SmokeReport) async throws {
        let leftovers = SmokeLeftovers()
        let token = "a token (--token or \(Self.tokenVariable))\(reason)"
        let drop = try await report.check("lead drop", with: member, called: token) { client in
            try await LeadDropCheck(client: client, leftovers: leftovers).run()
        }
        if let member, let drop {
            try await checkLead(SmokeRoom(client: member, drop: drop, patience: patience), &report)
        } else {
            try await checkLead(nil, &report)
        }
        try await report.check("ledger", with: member, called: token) { try await BooksCheck(client: $0).run() }
        if let member, !leftovers.leadIDs.isEmpty {
            try await report.check("clean-up", with: member, called: "a node that answers") {
                try await CleanUpCheck(client: $0, leadIDs: leftovers.leadIDs).run()
            }
        }
    }

    /// - Parameter room: `nil` when no lead was dropped.
    private func checkLead(_ room: SmokeRoom?, _ report: inout SmokeReport) async throws {
        let patience = patience
        let heard = try await report.check("realtime", with: room, called: "a dropped lead") { room in
            (room, try await RealtimeCheck(room: room).run())
        }
        let dossier = try await report.check("war room", with: room, called: "a dropped lead") { room in
            try await WarRoomCheck(client: room.client, drop: room.drop, patience: patience).run()
        }
        let visitor = room.map { $0.client.carrying(nil) }
        let opened = dossier.flatMap { dossier in visitor.map { DossierCheck(client: $0, dossier: dossier) } }
        try await report.check("dossier", with: opened, called: "a lead that is ready") { try await $0.run() }
        try await report.check("pipeline", with: heard, called: "a room that is heard") { try await PipelineCheck(room: $0).run() }
        try await report.check("chat", with: heard, called: "a room that is heard") { try await ChatCheck(room: $0).run() }
        try await report.check("file", with: room, called: "a dropped lead") {
            try await FileCheck(client: $0.client, channel: $0.drop.leadID).run()
        }
    }

    /// One write a line, so that a pipe shows each check as it ends.
    package static let sayOnStandardOutput: @Sendable (String) -> Void = { text in
        let line = Array((text + "\n").utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }
}

extension SmokeClient {
    func carrying(_ token: Secret?) -> SmokeClient {
        SmokeClient(http: http, target: target, token: token, trust: trust)
    }
}
