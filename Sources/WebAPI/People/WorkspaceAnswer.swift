import Identity
import Primitives

/// A workspace and its settings.
struct WorkspaceAnswer: Sampled {
    let id: ID<Workspace>
    let name: String
    let language: Language
    let timeZone: String
    let currency: Currency
    /// Whether whoever approves a payout is another than who raised it, and whoever pays it another than who approved it.
    let payoutsNeedTwo: Bool
    let version: Int64
    let createdAt: Timestamp
    let deletesAt: Timestamp?

    static var sample: Self {
        Self(
            id: ID(), name: "Studio", language: .french, timeZone: "Europe/Paris", currency: .sample, payoutsNeedTwo: true, version: 4,
            createdAt: .now(),
            deletesAt: .now())
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("name", name)
            json.member("language", language)
            json.member("timeZone", timeZone)
            json.member("currency", currency)
            json.member("payoutsNeedTwo", payoutsNeedTwo)
            json.member("version", version)
            json.member("createdAt", createdAt)
            json.member("deletesAt", deletesAt)
        }
    }
}

extension WorkspaceAnswer: VersionedEntity {
    init(_ workspace: Workspace) {
        self.init(
            id: workspace.id, name: workspace.name.description, language: workspace.language, timeZone: workspace.timeZone.description,
            currency: workspace.currency, payoutsNeedTwo: workspace.payoutsNeedTwo, version: workspace.version,
            createdAt: workspace.createdAt,
            deletesAt: workspace.deletesAt)
    }
}
