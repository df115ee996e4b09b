import DataStore
import Domain
import Identity
import Primitives

extension ControlOperations {
    /// Parts of an export that go into one answer: a few megabytes.
    private static let partsAtOnce = 8

    /// - Parameter workspaces: those that are meant.
    func carryOut(_ request: LedgerRequest, in workspaces: [Workspace]) async throws -> ControlAnswer {
        switch request {
        case .verify(let number, let hash):
            let kept = number.flatMap { number in hash.map { LedgerHead(number: number, hash: $0, at: nil) } }
            var reports: [LedgerReport] = []
            for workspace in workspaces {
                let found = try await LedgerCheck(of: workspace.id, in: store).run(through: kept)
                reports.append(report(workspace, found.head, entries: found.entries, fault: found.fault))
            }
            return .ledger(reports)
        case .head:
            var reports: [LedgerReport] = []
            for workspace in workspaces {
                let head = try await store.read { try Ledger.head(of: workspace.id, in: $0) }
                reports.append(report(workspace, head, entries: nil, fault: nil))
            }
            return .ledger(reports)
        case .export(let name, let number):
            guard let workspace = workspaces.first, let format = ExportFormat(rawValue: name) else {
                throw Failure(.invalidRequest, "\(name) is no format; \(Operator.list(ExportFormat.allCases)) are.")
            }
            var export = LedgerExport(of: workspace.id, as: format, after: number, in: store)
            var text = ""
            for _ in 0..<Self.partsAtOnce {
                guard let part = try await export.next() else { return .ledgerPart(LedgerPart(text: text, next: nil)) }
                text += part
            }
            return .ledgerPart(LedgerPart(text: text, next: export.reached))
        }
    }

    private func report(_ workspace: Workspace, _ head: LedgerHead, entries: Int64?, fault: String?) -> LedgerReport {
        LedgerReport(
            workspaceId: workspace.id.description, workspace: workspace.name.description, number: head.number, hash: head.hash, at: head.at,
            entries: entries, fault: fault)
    }
}
