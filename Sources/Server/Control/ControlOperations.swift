package import DataStore
package import Identity
import Primitives

/// Carries out what the operator asks, in the process that holds the data folder.
package struct ControlOperations: Sendable {
    /// More workspaces than one machine serves.
    private static let workspaceLimit = 1_000

    let store: Store
    let setupLinks: SetupLinks
    let tokens: APITokens
    let address: PublicAddress

    package init(store: Store, setupLinks: SetupLinks, tokens: APITokens, address: PublicAddress) {
        self.store = store
        self.setupLinks = setupLinks
        self.tokens = tokens
        self.address = address
    }

    package func perform(_ request: ControlRequest) async throws -> ControlAnswer {
        do {
            switch request {
            case .setupLink: return try await issueSetupLink()
            case .revokeToken(let id): return try await revokeToken(id)
            case .createToken(let name, let role, let workspace): return try await createToken(name: name, role: role, workspace: workspace)
            }
        } catch let failure as Failure {
            return .refused(code: failure.code, message: failure.message)
        }
    }

    private func issueSetupLink() async throws -> ControlAnswer {
        let link = try await setupLinks.issue()
        return .setupLink(url: SetupAddress.link(with: link.token, at: address.current), expiresAt: link.expiresAt)
    }

    private func createToken(name: String, role: Role, workspace wanted: String?) async throws -> ControlAnswer {
        let (workspace, owner) = try await store.read { tx in
            let all = try Workspaces.all(limit: Self.workspaceLimit, in: tx)
            let matching = wanted.map { wanted in all.filter { $0.id.description == wanted || $0.name.description == wanted } } ?? all
            guard let workspace = matching.first, matching.count == 1 else {
                throw Failure(
                    .notFound,
                    all.isEmpty
                        ? "There is no workspace yet. Run `uprising setup` and open the link first."
                        : "Name one workspace with --workspace: \(all.map { "\($0.name) (\($0.id))" }.joined(separator: ", ")).")
            }
            guard let owner = try Members.firstOwner(of: workspace.id, in: tx) else {
                throw Failure(.notFound, "The workspace \(workspace.name) has no owner.")
            }
            return (workspace, owner)
        }
        let made = try await tokens.create(name: name, role: role, in: workspace.id, by: owner.id)
        return .token(id: made.token.id, text: made.text.revealedText, name: name, workspace: workspace.name.description)
    }

    private func revokeToken(_ id: ID<APIToken>) async throws -> ControlAnswer {
        for workspace in try await store.read({ try Workspaces.all(limit: Self.workspaceLimit, in: $0) }) {
            if try await tokens.list(in: workspace.id).contains(where: { $0.id == id }) { try await tokens.revoke(id, in: workspace.id) }
        }
        return .done
    }
}
