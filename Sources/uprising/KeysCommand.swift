import ArgumentParser
import Server

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The keys of the node and of its workspaces.", subcommands: [Show.self, Rotate.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print the anon and service key of a workspace, for stock clients.",
            discussion: """
                Each in its two forms, which are treated alike, and the secret with which the workspace's access tokens are signed. \
                The anon key names the workspace and may stand in a web page; the service key and the secret open all of it.
                """)

        @OptionGroup var options: ProfileOptions
        @Option(help: "The workspace's name or id; not needed while there is only one.") var workspace: String?
        @Flag(help: "As one JSON object.") var json = false

        func run() async throws {
            try await Exit.reporting {
                try await Operator(settings: try await options.settings()).printWorkspaceKeys(workspace: workspace, isJSON: json)
            }
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate",
            abstract: "Begin a new generation of the node's keys.",
            discussion: """
                What the keys before made is still taken for a while: links and access tokens for a day, codes for an hour, mails and \
                webhooks for a week, sign-ins for thirty days. The keys of a workspace are rotated on its page.
                """)

        @OptionGroup var options: ProfileOptions
        @Option(
            help: """
                One of url-signing, access-token-signing, refresh-token-signing, one-time-code-pepper, mail-sealing, webhook-signing, mail-links, \
                erasure-sealing; all without it.
                """) var purpose: String?

        func run() async throws {
            try await Exit.reporting { try await Operator(settings: try await options.settings()).rotateKeys(purpose) }
        }
    }
}
