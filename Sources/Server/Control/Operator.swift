import DataStore
import Foundation
import Glibc
import Identity
import Mail
import Primitives

/// The commands of the person who runs the node: what they do, and what they print.
package struct Operator: Sendable {
    let settings: Settings

    package init(settings: Settings) {
        self.settings = settings
    }

    package func printSetupLink() async throws {
        guard case .setupLink(let url, let expiresAt) = try await ask(.setupLink) else { return }
        say("Open this link to make the first workspace and its owner. It works once, until \(expiresAt):")
        print(url)
    }

    /// - Parameter scopes: names of permissions; with any, the role counts for nothing.
    package func printNewToken(name: String, role: String, scopes: [String], workspace: String?) async throws {
        let permissions = try scopes.map { name in
            guard let permission = Permission(rawValue: name) else {
                throw Failure(.invalidRequest, "\(name) is no scope; \(Self.list(Permission.allCases)) are.")
            }
            return permission
        }
        let request = ControlRequest.createToken(
            name: name, role: permissions.isEmpty ? try Self.role(role) : nil, scopes: permissions, workspace: workspace)
        guard case .token(_, let text, let name, let workspace) = try await ask(request) else { return }
        say(
            "Token “\(name)” (\(scopes.isEmpty ? role : scopes.joined(separator: " "))) of the workspace \(workspace). It is shown this once:"
        )
        print(text)
    }

    package func printWorkspaceKeys(workspace: String?, isJSON: Bool) async throws {
        guard case .workspaceKeys(let keys) = try await ask(.workspaceKeys(workspace: workspace)) else { return }
        if isJSON {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            print(String(decoding: try encoder.encode(keys), as: UTF8.self))
        } else {
            say(
                "Keys of the workspace \(keys.workspace). The service keys and the JWT secret may do everything in it: keep them on servers."
            )
            print("anon key (opaque)     \(keys.anon.opaque)\nanon key (JWT)        \(keys.anon.jwt)")
            print("service key (opaque)  \(keys.service.opaque)\nservice key (JWT)     \(keys.service.jwt)")
            print("JWT secret (HS256)    \(keys.jwtSecret)")
        }
    }

    package func rotateKeys(_ purpose: String?) async throws {
        let purpose = try purpose.map { name in
            guard let purpose = KeyPurpose(rawValue: name), purpose.isRotatedByNode else {
                throw Failure(
                    .invalidRequest, "\(name) is no key of the node; \(Self.list(KeyPurpose.allCases.filter(\.isRotatedByNode))) are.")
            }
            return purpose
        }
        guard case .rotated(let generations) = try await ask(.rotateKeys(purpose)) else { return }
        for generation in generations {
            let hours = generation.purpose.overlap.components.seconds / 3_600
            say(
                "\(generation.purpose.rawValue): generation \(generation.number); what the one before made is taken for \(hours) hours more"
            )
        }
    }

    package func printUsers() async throws {
        guard case .users(let users) = try await ask(.listUsers) else { return }
        for user in users {
            let seen = user.lastSeenAt.map { "last seen \($0)" } ?? "never signed in"
            print("\(user.email)  \(user.name)  \(user.role.rawValue) of \(user.workspace)  \(seen)")
        }
    }

    package func printSignInLink(email: String) async throws {
        guard case .signInLink(let url, let expiresAt) = try await ask(.signInLink(try Self.address(email))) else { return }
        say("Whoever opens this link signs in as \(email). It works once, until \(expiresAt):")
        print(url)
    }

    package func addUser(email: String, role: String, workspace: String?) async throws {
        _ = try await ask(.addUser(try Self.address(email), role: try Self.role(role), workspace: workspace))
        say("\(email) is \(role). They sign in with a code by mail, or with `uprising user link \(email)`.")
    }

    package func signOutUser(email: String) async throws {
        _ = try await ask(.signOutUser(try Self.address(email)))
        say("Every session of \(email) has ended.")
    }

    /// Sends one mail and says of each step whether it worked.
    ///
    /// - Throws: ``Failure`` `mailUndeliverable` at the first that did not.
    package func testMail(to address: String) async throws {
        let recipient = try Self.address(address)
        guard let smtp = settings.smtp, let sender = settings.mailFrom else {
            throw Failure(.invalidRequest, "SMTP_URL is not set: this profile keeps its mails in the dev mailbox.")
        }
        say("\(smtp) for \(recipient):")
        let steps = await MailProbe(settings: smtp, from: Mailbox(name: "Uprising", address: sender)).run(to: recipient)
        for step in steps { print(step) }
        if steps.contains(where: { $0.outcome == .failed }) {
            throw Failure(.mailUndeliverable, "No mail can be sent with these settings; the last line says why.")
        }
    }

    private static func role(_ text: String) throws(Failure) -> Role {
        guard let role = Role(rawValue: text) else {
            throw Failure(.invalidRequest, "\(text) is not a role; one of \(list(Role.allCases)) is wanted.")
        }
        return role
    }

    private static func address(_ text: String) throws(Failure) -> EmailAddress {
        guard let address = EmailAddress(text) else { throw Failure(.invalidRequest, "\(text) is not an e-mail address.") }
        return address
    }

    static func list(_ values: [some RawRepresentable<String>]) -> String {
        values.map(\.rawValue).joined(separator: ", ")
    }

    /// Tries a node from outside; on this machine it needs no token, since it may make one for the time of the test.
    package func smoke(url: String, token: String?, caFile: String?, patience: Duration, isJSON: Bool) async throws {
        let control = ControlClient(settings: settings)
        try await SmokeTest(url: url, token: token, caFile: caFile, patience: patience, isJSON: isJSON, publicAddress: settings.appURL) {
            let made = try await ask(.createToken(name: "smoke test", role: nil, scopes: SmokeTest.scopes, workspace: nil))
            guard case .token(let id, let text, _, _) = made else { throw Failure(.internalError, "The node gave no token.") }
            return (text, { await giveBack(id, to: control) })
        }.run()
    }

    private func giveBack(_ id: ID<APIToken>, to control: ControlClient) async {
        do {
            _ = try await control.perform(.revokeToken(id))
        } catch {
            say("The token of the smoke test could not be revoked: \(error)")
        }
    }

    package func migrate() throws {
        let folder = try DataFolder(path: settings.dataFolder)
        let path = settings.databasePath ?? folder.databasePath
        try Store(path: path, migrations: NodeSchema.migrations) { step in
            say("Migration \(step.number) of \(step.count): \(step.name)")
        }.close()
        say("The database \(path) has the schema of version \(Version.current).")
    }

    package func printSettings() {
        print("profile \(settings.profile.rawValue)")
        let width = settings.report.map(\.name.count).max() ?? 0
        for line in settings.report {
            print("\(line.name.padding(toLength: width, withPad: " ", startingAt: 0))  \(line.value)  (\(line.source))")
        }
        for (name, value) in settings.publicVariables.sorted(by: { $0.key < $1.key }) where Setting(rawValue: name) == nil {
            print("\(name)  \(value)  (shown to browsers)")
        }
    }

    func ask(_ request: ControlRequest) async throws -> ControlAnswer {
        let answer = try await ControlClient(settings: settings).perform(request)
        if case .refused(let code, let message) = answer { throw Failure(code, message) }
        return answer
    }

    /// On standard error, so that standard output holds the result alone.
    func say(_ text: String) {
        let line = Array((text + "\n").utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }
}
