import DataStore

/// The two keys of a workspace that stock clients are configured with.
package enum WorkspaceKeyKind: String, Sendable, Codable, CaseIterable, SQLConvertible {
    /// Names the workspace and opens nothing; may stand in a web page.
    case anon
    /// May do everything in the workspace; belongs on a server.
    case service

    /// As the `role` claim of its older form.
    package var role: String {
        switch self {
        case .anon: "anon"
        case .service: "service_role"
        }
    }

    /// The beginning of its newer form.
    package var opaquePrefix: String {
        switch self {
        case .anon: "sb_publishable_"
        case .service: "sb_secret_"
        }
    }

    /// The name under which it is derived.
    var derivationName: StaticString {
        switch self {
        case .anon: "anon"
        case .service: "service"
        }
    }

    init?(role: String) {
        guard let kind = Self.allCases.first(where: { $0.role == role }) else { return nil }
        self = kind
    }
}
