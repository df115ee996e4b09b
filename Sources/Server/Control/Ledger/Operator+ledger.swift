import Domain
import Foundation
import Glibc
import Primitives

/// What the operator's commands about the books do and print.
extension Operator {
    /// Reads the chains again, of one workspace or of all.
    ///
    /// - Parameter path: a file that ``printLedgerHead(workspace:)`` was written to; the chain has to go through it.
    /// - Throws: ``Failure`` `conflict` when anything is not as it was posted.
    package func verifyLedger(workspace: String?, head path: String?) async throws {
        let kept = try path.map(Self.keptHead)
        let request = LedgerRequest.verify(number: kept?.number, hash: kept?.hash)
        guard case .ledger(let reports) = try await ask(.ledger(request, workspace: kept?.workspaceId ?? workspace)) else { return }
        for report in reports {
            let size = "\(report.number) transactions, \(report.entries ?? 0) entries"
            print("\(report.workspace)  \(report.fault.map { "FAULT  \($0)" } ?? "whole  \(size)  head \(report.hash)")")
        }
        let faults = reports.count { $0.fault != nil }
        guard faults == 0 else {
            throw Failure(
                .conflict, "\(faults) of \(reports.count) ledgers are not as they were posted. Nothing was changed; compare with a backup.")
        }
        say("\(reports.count) ledgers are as they were posted.")
    }

    /// Prints where the chain of a workspace ends, as JSON to be kept elsewhere.
    package func printLedgerHead(workspace: String?) async throws {
        guard case .ledger(let reports) = try await ask(.ledger(.head, workspace: workspace)), let report = reports.first else { return }
        guard reports.count == 1 else {
            throw Failure(.invalidRequest, "Name one workspace with --workspace: \(reports.map(\.workspace).joined(separator: ", ")).")
        }
        var json = JSONWriter()
        json.object { json in
            json.member("workspaceId", report.workspaceId)
            json.member("workspace", report.workspace)
            json.member("number", report.number)
            json.member("hash", report.hash)
            json.member("at", report.at)
        }
        print(String(decoding: json.bytes, as: UTF8.self))
    }

    /// Writes all transactions of a workspace in the order of the chain, to a file or standard output.
    package func exportLedger(format: String, to path: String?, workspace: String?) async throws {
        let output = try OutputFile(path)
        do {
            var place: Int64?
            repeat {
                let answer = try await ask(.ledger(.export(format: format, after: place), workspace: workspace))
                guard case .ledgerPart(let part) = answer else { return }
                try output.write(part.text)
                place = part.next
            } while place != nil
        } catch {
            output.abandon()
            throw error
        }
        try output.finish()
        if let path { say("The ledger is in \(path).") }
    }

    private struct KeptHead: Decodable {
        let workspaceId: String?
        let number: Int64
        let hash: String
    }

    private static func keptHead(_ path: String) throws -> KeptHead {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(.invalidRequest, "\(path) can't be read.")
        }
        guard let head = try? JSONDecoder().decode(KeptHead.self, from: data) else {
            throw Failure(.invalidRequest, "\(path) holds no head, as `uprising ledger head` prints one.")
        }
        return head
    }
}
