import ArgumentParser
import Server

struct SetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Print a link that makes the first workspace and its owner.",
        discussion: """
            The link works once, for 24 hours, and replaces the ones before it. It is refused when the node has an owner. \
            Works whether the node runs or not.
            """)

    @OptionGroup var options: ProfileOptions

    func run() async throws {
        try await Exit.reporting { try await Operator(settings: try await options.settings()).printSetupLink() }
    }
}
