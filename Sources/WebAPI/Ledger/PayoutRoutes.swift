import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Payouts and their steps.
struct PayoutRoutes: Sendable {
    private static let bodyLimit = 32_768
    private static let defaultPageSize = 50
    private static let stepFailures: [FailureCode] = [.payoutState, .secondPersonNeeded, .conflict]

    let payouts: Payouts
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on(
            "payouts", .get, gate, needs: .payoutsRead,
            Operation(
                id: "listPayouts", summary: "Payouts, the newest first, and what they are together",
                detail: "Without ledger.read one's own alone.",
                parameters: [
                    .init("state", .oneOf(PayoutState.allCases.map(\.rawValue)), "How far they are"),
                    .init("person", .id, "Of this person"),
                    .init("project", .id, "For leads of this project"), .init("lead", .id, "For this lead"),
                ] + LedgerRoutes.time + .page(upTo: Payouts.pageLimit), answers: [.json(PayoutPage.self)], failures: [.invalidRequest]),
            use: list)
        router.on(
            "payouts", .post, gate, needs: .payoutsManage,
            Operation(
                id: "createPayout", summary: "Raises a payout by hand", body: .json(PayoutDraft.self), key: .required,
                answers: [.versioned(Payout.self, .created)], hasLocation: true, failures: [.invalidRequest])
        ) { [payouts] call in
            let draft = try await call.request.json(PayoutDraft.self, upTo: Self.bodyLimit, in: call.context)
            let payout = try await payouts.create(draft, key: call.idempotencyKey(), act: call.act)
            return .json(versioned: payout, status: .created, location: "/api/v1/payouts/\(payout.id)")
        }
        router.on(
            "payouts/{payout}", .get, gate, needs: .payoutsRead,
            Operation(id: "showPayout", summary: "A payout", answers: [.versioned(Payout.self)])
        ) { [payouts] call in .json(versioned: try await payouts.find(try call.context.payoutID(), for: call.principal)) }
        addSteps(to: router)
    }

    private func addSteps(to router: some RouterMethods<APIContext>) {
        router.on(
            "payouts/{payout}/approval", .post, gate, needs: .payoutsManage,
            Operation(
                id: "approvePayout", summary: "Approves a pending payout: it is owed from then on", needsVersion: true, key: .required,
                answers: [.versioned(Payout.self)], failures: Self.stepFailures)
        ) { [payouts] call in
            .json(
                versioned: try await payouts.approve(
                    try call.context.payoutID(), version: EntityVersion.expected(by: call.request), key: call.idempotencyKey(),
                    act: call.act))
        }
        router.on(
            "payouts/{payout}/payment", .post, gate, needs: .payoutsManage,
            Operation(
                id: "payPayout", summary: "Notes that an approved payout was paid", body: .json(PayoutPayment.self), needsVersion: true,
                key: .required, answers: [.versioned(Payout.self)], failures: [.invalidRequest] + Self.stepFailures)
        ) { [payouts] call in
            let id = try call.context.payoutID()
            let payment = try await call.request.json(PayoutPayment.self, upTo: Self.bodyLimit, in: call.context)
            return .json(
                versioned: try await payouts.pay(
                    id, payment, version: EntityVersion.expected(by: call.request), key: call.idempotencyKey(), act: call.act))
        }
        router.on(
            "payouts/{payout}/void", .post, gate, needs: .payoutsManage,
            Operation(
                id: "voidPayout", summary: "Gives a payout up that was not paid", body: .json(PayoutVoiding.self), needsVersion: true,
                key: .required, answers: [.versioned(Payout.self)], failures: [.invalidRequest] + Self.stepFailures)
        ) { [payouts] call in
            let id = try call.context.payoutID()
            let voiding = try await call.request.json(PayoutVoiding.self, upTo: Self.bodyLimit, in: call.context)
            return .json(
                versioned: try await payouts.void(
                    id, voiding, version: EntityVersion.expected(by: call.request), key: call.idempotencyKey(), act: call.act))
        }
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        var wanted = PayoutQuery()
        wanted.state = try query["state"].map { text in
            guard let state = PayoutState(rawValue: text) else {
                let known = PayoutState.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure(.invalidRequest, "The list can't be filtered so.", fields: [FieldFault("state", "One of \(known).")])
            }
            return state
        }
        wanted.person = try query.id("person", of: "a person")
        wanted.project = try query.id("project", of: "a project")
        wanted.lead = try query.id("lead", of: "a lead")
        wanted.from = try query.day("from")
        wanted.through = try query.day("to")
        return .json(
            try await payouts.list(
                wanted, for: call.principal, cursor: query["cursor"], limit: query.limit(upTo: Payouts.pageLimit) ?? Self.defaultPageSize))
    }
}

extension APIContext {
    fileprivate func payoutID() throws(Failure) -> ID<Payout> {
        try id("payout", missing: "There is no such payout in this workspace.")
    }
}

extension Payout: VersionedEntity {}
