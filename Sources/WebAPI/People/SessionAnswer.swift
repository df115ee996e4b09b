import Domain
import Identity
import Primitives

/// Whom a credential stands for, as the page sees it; with the access token where one was made.
struct SessionAnswer: Encodable {
    struct User: Encodable {
        let id: ID<Person>
        let name: String
        let email: String
        @Nullable var language: Language?

        init(_ person: Person) {
            id = person.id
            name = person.name.description
            email = person.email.description
            language = person.language
        }
    }

    struct WorkspaceAnswer: Encodable {
        let id: ID<Workspace>
        let name: String
        let language: Language
        let timeZone: String
        let currency: String
        let version: Int64
        let createdAt: String
        @Nullable var deletesAt: String?

        init(_ workspace: Workspace) {
            id = workspace.id
            name = workspace.name.description
            language = workspace.language
            timeZone = workspace.timeZone.description
            currency = workspace.currency.description
            version = workspace.version
            createdAt = workspace.createdAt.description
            deletesAt = workspace.deletesAt?.description
        }
    }

    struct ProjectAnswer: Encodable {
        let id: ID<Project>
        let name: String
    }

    struct MembershipAnswer: Encodable {
        let id: ID<Workspace>
        let name: String
        let role: Role

        init(_ membership: Membership) {
            id = membership.workspace.id
            name = membership.workspace.name.description
            role = membership.role
        }
    }

    @Nullable var user: User?
    let workspace: WorkspaceAnswer
    let project: ProjectAnswer
    @Nullable var role: Role?
    let permissions: [String]
    let workspaces: [MembershipAnswer]
    let setupNeeded = false
    let accessToken: String?
    let expiresAt: String?

    init(_ signedIn: SignedIn, session: NewSession? = nil) {
        user = signedIn.person.map(User.init)
        workspace = WorkspaceAnswer(signedIn.workspace)
        project = ProjectAnswer(id: signedIn.project.id, name: signedIn.project.name)
        role = signedIn.principal.role
        permissions = signedIn.principal.permissions.map(\.rawValue).sorted()
        workspaces = signedIn.memberships.map(MembershipAnswer.init)
        accessToken = session?.accessToken.revealedText
        expiresAt = session?.accessExpiresAt.description
    }
}
