import DataStore
import Foundation
import Glibc
import Identity
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

    package func printNewToken(name: String, role: String, workspace: String?) async throws {
        guard let role = Role(rawValue: role) else {
            let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.invalidRequest, "\(role) is not a role; one of \(known) is wanted.")
        }
        guard case .token(_, let text, let name, let workspace) = try await ask(.createToken(name: name, role: role, workspace: workspace))
        else { return }
        say("Token “\(name)” (\(role.rawValue)) of the workspace \(workspace). It is shown this once:")
        print(text)
    }

    /// Tries a node from outside; on this machine it needs no token, since it may make one for the time of the test.
    package func smoke(url: String, token: String?, patience: Duration) async throws {
        let control = ControlClient(settings: settings)
        try await SmokeTest(url: url, token: token, patience: patience) {
            let made = try await ask(.createToken(name: "smoke test", role: .member, workspace: nil))
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
        try Store(path: path, migrations: NodeSchema.migrations).close()
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

    private func ask(_ request: ControlRequest) async throws -> ControlAnswer {
        let answer = try await ControlClient(settings: settings).perform(request)
        if case .refused(let code, let message) = answer { throw Failure(code, message) }
        return answer
    }

    /// On standard error, so that standard output holds the result alone.
    private func say(_ text: String) {
        let line = Array((text + "\n").utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }
}
