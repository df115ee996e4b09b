import Foundation
import Portability
import Primitives

/// What the operator's commands about whole workspaces do and print. Standard output has the result alone.
extension Operator {
    /// Takes everything of a workspace out.
    ///
    /// - Parameter keptMembers: addresses of members whom a masked copy does not mask.
    package func exportWorkspace(_ workspace: String?, to path: String, isMasked: Bool, keptMembers: [String]) async throws {
        guard isMasked || keptMembers.isEmpty else {
            throw Failure(.invalidRequest, "--keep-member says whom --mask-personal-data leaves as they are; it needs that.")
        }
        let path = Self.absolutePath(path)
        let masking = isMasked ? PortabilityRequest.Masking(keptMembers: keptMembers) : nil
        guard
            case .portability(let report) = try await ask(
                .portability(.export(workspace: workspace, path: path, masking: masking)))
        else { return }
        say(
            "\(report.isMasked ? "A masked copy of the" : "The") workspace \(report.workspace): \(report.rowCount) rows, "
                + "\(report.storedFileCount) files, \(report.storedByteCount) bytes.")
        if !report.isMasked { say("It holds what people said and who they are: keep it like the data folder.") }
        print(path)
    }

    /// Brings an exported workspace in.
    ///
    /// - Parameter name: what it is called here; as it was called if absent.
    package func importWorkspace(from path: String, as name: String?) async throws {
        guard case .portability(let report) = try await ask(.portability(.import(path: Self.absolutePath(path), name: name)))
        else { return }
        say(
            "The workspace \(report.workspace) is here: \(report.rowCount) rows, \(report.storedFileCount) files, "
                + "\(report.storedByteCount) bytes; \(report.matchedPeople) of its members were known already.")
        say("Nobody was told. Its webhooks are off, with new secrets, and its schedules are paused; tokens and keys are to be made anew.")
        print(report.workspaceId)
    }

    /// The node has a folder of its own to stand in.
    private static func absolutePath(_ path: String) -> String {
        let whole = URL(filePath: path).absoluteURL.standardizedFileURL.path(percentEncoded: false)
        return whole.count > 1 && whole.hasSuffix("/") ? String(whole.dropLast()) : whole
    }
}
