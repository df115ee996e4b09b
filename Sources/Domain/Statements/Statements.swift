package import DataStore
import Documents
package import Identity
package import Primitives

/// Statements of what people are owed and were paid.
package struct Statements: Sendable {
    /// Lines of one statement: a hundred pages, more than anyone reads, and within what a document has.
    package static let lineLimit = 2_000

    private let store: Store
    private let thread: RenderThread

    /// - Parameter thread: on which documents are rendered.
    package init(store: Store, thread: RenderThread) {
        self.store = store
        self.thread = thread
    }

    /// The statement of a person, oneself without one, from one day through another.
    ///
    /// - Throws: ``Failure`` `forbidden` for somebody else's without `ledger.read`, `notFound`, `invalidRequest` for days in the wrong
    ///   order and for more than ``lineLimit`` lines.
    package func statement(of person: ID<Person>?, from: Day, through: Day, for principal: Principal) async throws -> Statement {
        try principal.require(.payoutsRead)
        guard let person = person ?? principal.personID else {
            throw Failure(.invalidRequest, "Whose statement?", fields: [FieldFault("person", "A key is nobody: give the id of a person.")])
        }
        if person != principal.personID { try principal.require(.ledgerRead) }
        guard from <= through else {
            throw Failure(.invalidRequest, "The statement has no days.", fields: [FieldFault("to", "It ends before it begins.")])
        }
        return try await store.read { tx in
            let workspace = principal.workspaceID
            guard let name = try StatementRows.name(of: person, in: workspace, tx) else {
                throw Failure(.notFound, "Nobody like that is or was in this workspace.")
            }
            let accounts = try StatementRows.accounts(of: person, in: workspace, tx)
            return Statement(
                personId: person, personName: name, from: from, to: through,
                sections: accounts.isEmpty ? [] : try Self.sections(of: accounts, from: from, through: through, in: tx))
        }
    }

    private static func sections(
        of accounts: [Int64], from: Day, through: Day, in tx: some SQLReading
    ) throws -> [Statement.Section] {
        let opening = try StatementRows.opening(of: accounts, before: from, in: tx)
        let found = try StatementRows.lines(of: accounts, from: from, through: through, limit: lineLimit + 1, in: tx)
        guard found.count <= lineLimit else {
            throw Failure(
                .invalidRequest, "There are more than \(lineLimit) lines in that time.", fields: [FieldFault("to", "Ask for less time.")])
        }
        let currencies = Set(opening.filter { $0.value != 0 }.keys).union(found.map(\.amount.currency))
        return currencies.sorted().map { currency in
            let start = Money(Int64(clamping: -Int128(opening[currency] ?? 0)), currency)
            var balance = Int128(start.amount)
            let lines = found.filter { $0.amount.currency == currency }.map { amount, line in
                balance += Int128(amount.amount)
                return line(Money(Int64(clamping: balance), currency))
            }
            return Statement.Section(
                currency: currency, opening: start, lines: lines, closing: Money(Int64(clamping: balance), currency))
        }
    }

    /// The same as a document in the workspace's language; the same statement gives the same bytes.
    package func document(of statement: Statement, for principal: Principal) async throws -> [UInt8] {
        let workspace = try await store.read { try Workspaces.find(principal.workspaceID, in: $0) }
        let content = StatementContent(
            statement, language: workspace?.language ?? .english, workspaceName: workspace?.name.description ?? "")
        return try await thread.run { try StatementRenderer.render(content) }
    }
}
