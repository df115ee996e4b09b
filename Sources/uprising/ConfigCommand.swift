import ArgumentParser
import Server

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Settings: what is in force, and in what two profiles differ.",
        subcommands: [Show.self, Diff.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print every setting that is in force and where it came from; secrets are masked.",
            discussion: "Exit status: 78 when the configuration has faults, which are all named.")

        @OptionGroup var options: ProfileOptions

        func run() async throws {
            try await Exit.reporting { Operator(settings: try await options.settings()).printSettings() }
        }
    }

    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "Print the settings that differ between two profiles.",
            discussion: """
                    uprising config diff staging production

                A line a setting: its name, both values, and where each comes from: the environment, .env.<profile> in the current folder, or \
                the default. Of secrets it says only whether they are the same; those that are stand there, too, for two profiles should \
                share none. Faults of a profile are no matter here. With --json an object: left, right, and settings, each with name, \
                isSecret, isSame, and value and source of both sides.

                Exit status: 0 when they are the same, 1 when they differ, 2 when they can't be compared.
                """)

        @Argument(help: "local, staging or production.") var left: String
        @Argument(help: "Another.") var right: String
        @Flag(help: "As one JSON object.") var json = false

        func run() async throws {
            let isSame: Bool
            do {
                isSame = try await SettingsComparison.print(left, right, isJSON: json)
            } catch {
                Ending(for: error).print()
                throw ExitCode(2)
            }
            if !isSame { throw ExitCode(1) }
        }
    }
}
