import ArgumentParser
import Server

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "People, for the operator: also when mail is down.",
        subcommands: [List.self, Link.self, Add.self, SignOut.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Print who belongs to which workspace, as what.")

        @OptionGroup var options: ProfileOptions

        func run() async throws {
            try await Exit.reporting { try await Operator(settings: try await options.settings()).printUsers() }
        }
    }

    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "link",
            abstract: "Print a link that signs someone in.",
            discussion: "It works once, as long as a mailed code. Hand it over in person: whoever opens it is that person.")

        @OptionGroup var options: ProfileOptions
        @Argument(help: "The person's address.") var email: String

        func run() async throws {
            try await Exit.reporting { try await Operator(settings: try await options.settings()).printSignInLink(email: email) }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Make someone a member of a workspace, or give a member another role.",
            discussion: "The way back in when the last owner is gone.")

        @OptionGroup var options: ProfileOptions
        @Argument(help: "The person's address.") var email: String
        @Option(help: "viewer, member, admin or owner.") var role = "member"
        @Option(help: "The workspace's name or id; not needed while there is only one.") var workspace: String?

        func run() async throws {
            try await Exit.reporting {
                try await Operator(settings: try await options.settings()).addUser(email: email, role: role, workspace: workspace)
            }
        }
    }

    struct SignOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign-out", abstract: "End every session of someone, at once.")

        @OptionGroup var options: ProfileOptions
        @Argument(help: "The person's address.") var email: String

        func run() async throws {
            try await Exit.reporting { try await Operator(settings: try await options.settings()).signOutUser(email: email) }
        }
    }
}
