package import Primitives

/// A project as it is shown, with where to report to.
package struct ErrorProjectAnswer: Sampled, Sendable {
    package let project: ErrorProject
    let dsn: String

    package var version: Int64 { project.version }

    package static var sample: ErrorProjectAnswer {
        let moment = Timestamp(seconds: 1_767_225_600)
        let project = ErrorProject(
            id: ErrorProjectID(7), workspaceID: ID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001), kind: .service, name: "shop",
            publicKey: "9ec79c33ec9942ab8353589fcb2e04dc", budgetPerMinute: 1_000, keepsAddresses: false, version: 1, createdAt: moment,
            updatedAt: moment)
        return ErrorProjectAnswer(project: project, dsn: project.dsn(at: "https://crm.example"))
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", project.id)
            json.member("kind", project.kind)
            json.member("name", project.name)
            json.member("dsn", dsn)
            json.member("publicKey", project.publicKey)
            json.member("budgetPerMinute", project.budgetPerMinute)
            json.member("keepsAddresses", project.keepsAddresses)
            json.member("version", project.version)
            json.member("createdAt", project.createdAt)
            json.member("updatedAt", project.updatedAt)
        }
    }
}
