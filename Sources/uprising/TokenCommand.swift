import ArgumentParser
import Server

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens for scripts.", subcommands: [Create.self], defaultSubcommand: nil)

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Make a bearer token and print it, once.",
            discussion: """
                Send it as `Authorization: Bearer upn_…`. Only its hash is kept: a token that was not noted down is lost, and \
                a new one is made. The token stands alone on the standard output, so that a script can take it.
                """)

        @OptionGroup var options: ProfileOptions
        @Option(help: "What the token is for; shown wherever it acts.") var name = "command line"
        @Option(help: "viewer, member, admin or owner: the token may do what they may.") var role = "member"
        @Option(help: "One permission in place of a role's, such as leads.drop or jobs.work; may come several times.") var scope: [String] =
            []
        @Option(help: "The workspace's name or id; not needed while there is only one.") var workspace: String?

        func run() async throws {
            try await Exit.reporting {
                try await Operator(settings: try await options.settings()).printNewToken(
                    name: name, role: role, scopes: scope, workspace: workspace)
            }
        }
    }
}
