import Primitives

/// Every kind of credential that a request can bear, told apart by its form.
package struct Credentials: Sendable {
    package let sessions: Sessions
    package let tokens: APITokens
    package let workspaceKeys: WorkspaceKeys

    package init(sessions: Sessions, tokens: APITokens, workspaceKeys: WorkspaceKeys) {
        self.sessions = sessions
        self.tokens = tokens
        self.workspaceKeys = workspaceKeys
    }

    /// For whom a bearer text stands: an access token, an API token or a workspace key in either form; `nil` when it is not good.
    package func resolve(_ text: String) async throws -> Principal? {
        if text.utf8.starts(with: APITokenText.prefix.utf8) { return try await tokens.resolve(text) }
        if WorkspaceKeyKind.allCases.contains(where: { text.utf8.starts(with: $0.opaquePrefix.utf8) }) {
            return try await workspaceKeys.resolve(text)
        }
        guard text.utf8.count <= SignedText.byteLimit else { return nil }
        if let known = sessions.recall(text) ?? workspaceKeys.recall(text) { return known }
        if let principal = try await sessions.resolve(text) { return principal }
        return try await workspaceKeys.resolve(text)
    }
}
