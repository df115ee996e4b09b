import Foundation
import Primitives

extension Operator {
    /// Prints what an upgrade to this program would find.
    ///
    /// - Returns: 0 when it can be done, 2 when something should be done first, 1 when it can't.
    package func checkUpgrade(isJSON: Bool) throws -> Int32 {
        let report = try UpgradeCheck(settings: settings, migrations: NodeSchema.migrations).run()
        if isJSON {
            try printJSON(report)
        } else {
            printWords(report)
        }
        return switch report.verdict {
        case .ready: 0
        case .careful: 2
        case .refused: 1
        }
    }

    private func printJSON(_ report: UpgradeReport) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var members = try JSONDecoder().decode([String: JSONValue].self, from: encoder.encode(report))
        members["verdict"] = .string(report.verdict.rawValue)
        print(String(decoding: try encoder.encode(members), as: UTF8.self))
    }

    private func printWords(_ report: UpgradeReport) {
        guard report.isThere else {
            print("There is no database at \(report.database): the first start of version \(report.version) makes it.")
            return
        }
        print("version    \(report.version)")
        print("database   \(report.database), \(report.byteCount) bytes, \(report.isRunning ? "its node runs" : "its node does not run")")
        print("schema     \(report.schema ?? "none")")
        print("pending    \(report.pending.isEmpty ? "nothing" : report.pending.joined(separator: ", "))")
        if !report.pending.isEmpty {
            print("takes      at most about \(report.estimatedSeconds) s and \(report.neededByteCount) bytes")
        }
        print("free       \(report.freeByteCount) bytes")
        print("backup     \(report.lastBackupAt.map { "\($0)" } ?? "none is known")")
        for refusal in report.refusals { print("refused    \(refusal)") }
        for warning in report.warnings { print("first      \(warning)") }
        if report.verdict == .ready {
            print("ready      \(report.pending.isEmpty ? "the schema stays as it is" : "the next start migrates")")
        }
    }
}
