/// What the operator asks of a whole workspace.
package enum PortabilityRequest: Codable, Sendable {
    /// How names are made up in a masked copy.
    package struct Masking: Codable, Sendable {
        /// Addresses of members who stay who they are.
        let keptMembers: [String]
    }

    /// - Parameters:
    ///   - workspace: its name or id; the only one if absent.
    ///   - path: where it goes, as the node's process sees it.
    case export(workspace: String?, path: String, masking: Masking?)
    /// - Parameter name: what the workspace is called here; as it was called if absent.
    case `import`(path: String, name: String?)
}
