import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Primitives

/// The books of a workspace.
struct LedgerRoutes: Sendable {
    /// A hundred entries with memos in any script.
    private static let bodyLimit = 262_144
    private static let defaultPageSize = 50

    let ledger: Ledger
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        addAccounts(to: router)
        addTransactions(to: router)
        router.on(
            "ledger/head", .get, gate, needs: .ledgerRead,
            Operation(
                id: "showLedgerHead", summary: "Where the chain of transactions ends",
                detail: "Kept elsewhere, it proves later that nothing up to there was changed or cut off.",
                answers: [.json(LedgerHead.self)])
        ) { [ledger] call in .json(try await ledger.head(for: call.principal)) }
        router.on(
            "ledger/export", .get, gate, needs: .ledgerRead,
            Operation(
                id: "exportLedger", summary: "All transactions in the order of the chain",
                detail: "jsonl has one transaction a line, as GET /ledger/transactions/{transaction} shows it; csv a row an entry.",
                parameters: [.init("format", .oneOf(ExportFormat.allCases.map(\.rawValue)), "csv without it")],
                answers: ExportFormat.allCases.map { .bytes(contentType: $0.contentType) }), use: export)
        router.on(
            "ledger/verification", .post, gate, needs: .ledgerRead,
            Operation(
                id: "verifyLedger", summary: "Reads the whole chain again",
                detail: "Numbers, hashes, sums, and the totals that are kept beside them. A million entries take some seconds.",
                answers: [.json(LedgerVerification.self)])
        ) { [ledger] call in .json(try await ledger.verify(act: call.act)) }
    }

    private func addAccounts(to router: some RouterMethods<APIContext>) {
        router.on(
            "ledger/accounts", .get, gate, needs: .ledgerRead,
            Operation(
                id: "listLedgerAccounts", summary: "The accounts with what they hold, by code",
                parameters: .page(upTo: Ledger.pageLimit), answers: [.page(LedgerAccount.self)], failures: [.invalidRequest])
        ) { [ledger] call in
            let query = Query(call.request.uri)
            let page = try await ledger.accounts(
                for: call.principal, cursor: query["cursor"],
                limit: query.limit(upTo: Ledger.pageLimit) ?? Self.defaultPageSize)
            return .json(ListedAnswer(items: page.items, next: .some(page.next)))
        }
        router.on(
            "ledger/accounts", .post, gate, needs: .ledgerPost,
            Operation(
                id: "createLedgerAccount", summary: "Makes an account", body: .json(LedgerAccountDraft.self), key: .optional,
                answers: [.versioned(LedgerAccount.self, .created)], hasLocation: true, failures: [.invalidRequest, .conflict])
        ) { [ledger] call in
            let draft = try await call.request.json(LedgerAccountDraft.self, upTo: Self.bodyLimit, in: call.context)
            let account = try await ledger.createAccount(draft, key: call.idempotencyKey(), act: call.act)
            return .json(versioned: account, status: .created, location: "/api/v1/ledger/accounts/\(account.id)")
        }
        router.on(
            "ledger/accounts/{account}", .get, gate, needs: .ledgerRead,
            Operation(id: "showLedgerAccount", summary: "An account with what it holds", answers: [.versioned(LedgerAccount.self)])
        ) { [ledger] call in .json(versioned: try await ledger.account(try call.context.accountID(), for: call.principal)) }
        router.on(
            "ledger/accounts/{account}", .patch, gate, needs: .ledgerPost,
            Operation(
                id: "changeLedgerAccount", summary: "Renames an account, closes it or opens it again",
                body: .mergePatch([.init("name", .text(upTo: 100)), .init("closed", .flag, "One that holds anything stays open.")]),
                needsVersion: true, answers: [.versioned(LedgerAccount.self)], failures: [.invalidRequest, .conflict])
        ) { [ledger] call in
            let patch = try LedgerAccountPatch(try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context))
            return .json(
                versioned: try await ledger.editAccount(
                    try call.context.accountID(), patch, version: EntityVersion.expected(by: call.request), act: call.act))
        }
        router.on(
            "ledger/accounts/{account}/balance", .get, gate, needs: .ledgerRead,
            Operation(
                id: "showLedgerBalance", summary: "What an account holds, or held",
                detail: "At a day: everything dated until then. At a moment: everything that was posted until then, whatever its date.",
                parameters: [.init("at", .text(upTo: 40), "A day or a moment; now without it")], answers: [.json(LedgerBalance.self)],
                failures: [.invalidRequest])
        ) { [ledger] call in
            let text = Query(call.request.uri)["at"]
            let time = try text.map { text in
                guard let time = LedgerTime(text) else {
                    throw Failure(
                        .invalidRequest, "Nobody knows when that is.", fields: [FieldFault("at", "A day or a moment, like 2030-01-31.")])
                }
                return time
            }
            return .json(try await ledger.balance(of: try call.context.accountID(), at: time, for: call.principal))
        }
        router.on(
            "ledger/accounts/{account}/entries", .get, gate, needs: .ledgerRead,
            Operation(
                id: "listLedgerEntries", summary: "The lines of an account, the newest day first",
                parameters: Self.time + .page(upTo: Ledger.pageLimit), answers: [.page(AccountEntry.self)], failures: [.invalidRequest])
        ) { [ledger] call in
            let query = Query(call.request.uri)
            let page = try await ledger.entries(
                of: try call.context.accountID(), LedgerQuery(from: query.day("from"), through: query.day("to")), for: call.principal,
                cursor: query["cursor"], limit: query.limit(upTo: Ledger.pageLimit) ?? Self.defaultPageSize)
            return .json(ListedAnswer(items: page.items, next: .some(page.next)))
        }
    }

    private func addTransactions(to router: some RouterMethods<APIContext>) {
        router.on(
            "ledger/transactions", .get, gate, needs: .ledgerRead,
            Operation(
                id: "listLedgerTransactions", summary: "Transactions, the newest day first",
                parameters: Self.time + [
                    .init("account", .id, "Those that touch this account"), .init("person", .id, "Those that touch an account of theirs"),
                    .init("q", .anyText, "Part of a description or reference, or a number"),
                ] + .page(upTo: Ledger.pageLimit), answers: [.page(LedgerTransaction.self)], failures: [.invalidRequest]), use: list)
        router.on(
            "ledger/transactions", .post, gate, needs: .ledgerPost,
            Operation(
                id: "postLedgerTransaction", summary: "Posts a transaction",
                detail: "Of 2 to 100 entries that sum to zero in every currency; debits are positive. What is posted stays.",
                body: .json(LedgerPosting.self), key: .required, answers: [.json(LedgerTransaction.self, .created)], hasLocation: true,
                failures: [.invalidRequest, .unbalanced])
        ) { [ledger] call in
            let posting = try await call.request.json(LedgerPosting.self, upTo: Self.bodyLimit, in: call.context)
            return Self.created(
                try await ledger.post(posting, by: call.principal, key: call.idempotencyKey(), trace: call.trace))
        }
        router.on(
            "ledger/transactions/{transaction}", .get, gate, needs: .ledgerRead,
            Operation(id: "showLedgerTransaction", summary: "A transaction", answers: [.json(LedgerTransaction.self)])
        ) { [ledger] call in .json(try await ledger.transaction(try call.context.transactionID(), for: call.principal)) }
        router.on(
            "ledger/transactions/{transaction}/reversal", .post, gate, needs: .ledgerPost,
            Operation(
                id: "reverseLedgerTransaction", summary: "Takes a transaction back by the opposite one",
                body: .json(LedgerReversal.self), key: .required, answers: [.json(LedgerTransaction.self, .created)], hasLocation: true,
                failures: [.invalidRequest, .alreadyReversed, .conflict])
        ) { [ledger] call in
            let reversal = try await call.request.json(LedgerReversal.self, upTo: Self.bodyLimit, in: call.context)
            return Self.created(
                try await ledger.reverse(
                    try call.context.transactionID(), reversal, by: call.principal, key: call.idempotencyKey(), trace: call.trace))
        }
    }

    static let time: [Operation.Parameter] = [
        .init("from", .day, "The first day"), .init("to", .day, "The last day"),
    ]

    private static func created(_ transaction: LedgerTransaction) -> Response {
        .json(transaction, status: .created, headers: [.location: "/api/v1/ledger/transactions/\(transaction.id)"])
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let wanted = LedgerQuery(
            from: try query.day("from"), through: try query.day("to"), account: try query.id("account", of: "an account"),
            person: try query.id("person", of: "a person"), text: query["q"])
        let page = try await ledger.transactions(
            wanted, for: call.principal, cursor: query["cursor"], limit: query.limit(upTo: Ledger.pageLimit) ?? Self.defaultPageSize)
        return .json(ListedAnswer(items: page.items, next: .some(page.next)))
    }

    @Sendable private func export(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        guard let format = ExportFormat(rawValue: query["format"] ?? ExportFormat.csv.rawValue) else {
            let known = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.invalidRequest, "The ledger can't be written so.", fields: [FieldFault("format", "One of \(known).")])
        }
        let export = try await ledger.export(as: format, act: call.act)
        return Response(
            status: .ok,
            headers: [
                .contentType: format.contentType, .contentDisposition: "attachment; filename=\"ledger.\(format.rawValue)\"",
                .cacheControl: "no-store",
            ],
            body: ResponseBody { writer in
                var export = export
                while let part = try await export.next() { try await writer.write(ByteBuffer(string: part)) }
                try await writer.finish(nil)
            })
    }
}

extension APIContext {
    fileprivate func accountID() throws(Failure) -> ID<LedgerAccount> {
        try id("account", missing: "There is no such account in this workspace.")
    }

    fileprivate func transactionID() throws(Failure) -> ID<LedgerTransaction> {
        try id("transaction", missing: "There is no such transaction in this workspace.")
    }
}

extension LedgerAccount: VersionedEntity {}
