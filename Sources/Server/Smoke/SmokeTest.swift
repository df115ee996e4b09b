import AsyncHTTPClient
import FoundationEssentials
import Glibc
import Primitives

/// Tries the main job of a running node from outside: health, page, lead drop, realtime, war room and dossier.
///
/// A line for each check and one for the whole go to standard output. The lead that it drops stays.
package struct SmokeTest: Sendable {
    /// A token of the node on this machine, and what ends it.
    package typealias BorrowToken = @Sendable () async throws -> (text: String, giveBack: @Sendable () async -> Void)

    /// The environment variable that holds a token.
    private static let tokenVariable = "SMOKE_TOKEN"

    private let url: String
    private let token: Secret?
    private let caFile: String?
    private let patience: Duration
    private let pageLimit: Duration
    private let borrowToken: BorrowToken?
    private let say: @Sendable (String) -> Void

    /// - Parameters:
    ///   - token: without one, the variable `SMOKE_TOKEN` counts, and then `borrowToken`.
    ///   - caFile: certificates in PEM to trust in place of the machine's.
    ///   - patience: how long the dropped lead may take to be ready.
    ///   - pageLimit: how long the page may take to load; `nil` takes the runbook's two seconds.
    ///   - borrowToken: asked only when the address is one of this machine, so that no other host learns the token.
    package init(
        url: String, token: String?, caFile: String? = nil, patience: Duration, pageLimit: Duration? = nil, borrowToken: BorrowToken? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        say: @escaping @Sendable (String) -> Void = SmokeTest.sayOnStandardOutput
    ) {
        let given = [token, environment[Self.tokenVariable]].compactMap { $0?.trimmingSpaces() }.first { !$0.isEmpty }
        self.url = url
        self.caFile = caFile
        self.token = given.map { Secret($0) }
        self.patience = patience
        self.pageLimit = pageLimit ?? PageCheck.limit
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
        var report = SmokeReport(say: say)
        let node = "a node that answers"
        _ = try await report.check("health", with: visitor, called: node) { ((), try await HealthCheck(client: $0).run()) }
        _ = try await report.check("page", with: visitor, called: node) { ((), try await PageCheck(client: $0, limit: pageLimit).run()) }
        if let token {
            try await checkWork(as: visitor.carrying(token), &report)
        } else {
            try await checkWork(borrowingFor: visitor, &report)
        }
        report.summary()
        return !report.hasFailed
    }

    private func checkWork(borrowingFor visitor: SmokeClient, _ report: inout SmokeReport) async throws {
        guard let borrowToken, visitor.target.isLoopback, !report.isUnreachable else { return try await checkWork(as: nil, &report) }
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
        let patience = patience
        let drop = try await report.check("lead drop", with: member, called: "a token (--token or \(Self.tokenVariable))\(reason)") {
            client in
            let drop = try await LeadDropCheck(client: client).run()
            return ((client, drop.found), drop.detail)
        }
        _ = try await report.check("realtime", with: drop, called: "a dropped lead") { client, drop in
            ((), try await RealtimeCheck(client: client, drop: drop, patience: patience).run())
        }
        let dossier = try await report.check("war room", with: drop, called: "a dropped lead") { client, drop in
            let room = try await WarRoomCheck(client: client, drop: drop, patience: patience).run()
            return ((client.carrying(nil), room.found), room.detail)
        }
        _ = try await report.check("dossier", with: dossier, called: "a lead that is ready") { client, dossier in
            ((), try await DossierCheck(client: client, dossier: dossier).run())
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
