import Domain
import Identity
import Primitives

/// Whom a credential stands for, as the page sees it; with the access token where one was made.
struct SessionAnswer: Sampled {
    let user: UserAnswer?
    let workspace: WorkspaceAnswer
    let project: ProjectName
    let role: Role?
    let permissions: [String]
    let workspaces: [MembershipAnswer]
    /// The room in which the person hears what is for nobody else.
    let inboxId: ID<Inbox>?
    let accessToken: Secret?
    let expiresAt: Timestamp?

    /// The project into which leads are dropped when none is named.
    struct ProjectName: JSONWritable {
        let id: ID<Project>
        let name: String

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("id", id)
                json.member("name", name)
            }
        }
    }

    static var sample: Self {
        Self(
            user: .sample, workspace: .sample, project: ProjectName(id: ID(), name: "Spring"), role: .admin,
            permissions: [Permission.leadsRead.rawValue], workspaces: [.sample], inboxId: ID(), accessToken: Secret("eyJ…"),
            expiresAt: .now())
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("user", user)
            json.member("workspace", workspace)
            json.member("project", project)
            json.member("role", role)
            json.member("permissions", array: permissions)
            json.member("workspaces", array: workspaces)
            json.member("inboxId", inboxId)
            json.member("setupNeeded", false)
            // Only whoever has just signed in is given one.
            if let accessToken, let expiresAt {
                json.sometimes { json in
                    json.member("accessToken", accessToken.revealedText)
                    json.member("expiresAt", expiresAt)
                }
            }
        }
    }
}

extension SessionAnswer {
    init(_ signedIn: SignedIn, session: NewSession? = nil) {
        self.init(
            user: signedIn.person.map { UserAnswer($0) }, workspace: WorkspaceAnswer(signedIn.workspace),
            project: ProjectName(id: signedIn.project.id, name: signedIn.project.name), role: signedIn.principal.role,
            permissions: signedIn.principal.permissions.map(\.rawValue).sorted(),
            workspaces: signedIn.memberships.map { MembershipAnswer($0) }, inboxId: signedIn.inboxID, accessToken: session?.accessToken,
            expiresAt: session?.accessExpiresAt)
    }
}
