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
        try await recognize(text)?.principal
    }

    /// The same with the end of the credential, for what outlives a request.
    package func recognize(_ text: String) async throws -> RecognizedCredential? {
        if text.utf8.starts(with: APITokenText.prefix.utf8) { return try await tokens.recognize(text) }
        if WorkspaceKeyKind.allCases.contains(where: { text.utf8.starts(with: $0.opaquePrefix.utf8) }) {
            return try await workspaceKeys.recognize(text)
        }
        guard text.utf8.count <= SignedText.byteLimit else { return nil }
        if let known = sessions.recall(text) ?? workspaceKeys.recall(text) { return known }
        if let session = try await sessions.recognize(text) { return session }
        return try await workspaceKeys.recognize(text)
    }
}
