package import Domain
import Hummingbird
package import Identity
package import Mail

/// The endpoints of people and access.
package struct PeopleAPI: Sendable {
    let sessions: Sessions
    let signIn: SignIn
    let signUp: SignUpPolicy
    let tokens: APITokens
    let workspaceKeys: WorkspaceKeys
    let audit: AuditLog
    let workspaces: WorkspaceRegistrar
    let roster: MemberRoster
    let invitations: Invitations
    let devMailbox: DevMailbox?
    /// Where the node is reached, as stock clients are given it.
    let address: @Sendable () -> String

    package init(
        sessions: Sessions, signIn: SignIn, signUp: SignUpPolicy, tokens: APITokens, workspaceKeys: WorkspaceKeys, audit: AuditLog,
        workspaces: WorkspaceRegistrar, roster: MemberRoster, invitations: Invitations, devMailbox: DevMailbox?,
        address: @escaping @Sendable () -> String
    ) {
        self.sessions = sessions
        self.signIn = signIn
        self.signUp = signUp
        self.tokens = tokens
        self.workspaceKeys = workspaceKeys
        self.audit = audit
        self.workspaces = workspaces
        self.roster = roster
        self.invitations = invitations
        self.devMailbox = devMailbox
        self.address = address
    }

    func add(to router: some RouterMethods<APIContext>, accounts: Accounts, gate: Gatekeeper) {
        SessionRoutes(accounts: accounts, sessions: sessions, gate: gate).add(to: router)
        SignInRoutes(accounts: accounts, signIn: signIn, policy: signUp, hasDevMailbox: devMailbox != nil, gate: gate).add(to: router)
        PersonRoutes(accounts: accounts, signIn: signIn, gate: gate).add(to: router)
        TokenRoutes(tokens: tokens, gate: gate).add(to: router)
        WorkspaceKeyRoutes(keys: workspaceKeys, address: address, gate: gate).add(to: router)
        WorkspaceRoutes(workspaces: workspaces, gate: gate).add(to: router)
        MemberRoutes(roster: roster, gate: gate).add(to: router)
        InvitationRoutes(invitations: invitations, accounts: accounts, gate: gate).add(to: router)
        AuditRoutes(audit: audit, gate: gate).add(to: router)
        if let devMailbox { DevMailboxRoutes(mailbox: devMailbox, gate: gate).add(to: router) }
    }
}
