import ArgumentParser
import Server

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Print every setting that is in force and where it came from; secrets are masked.",
        discussion: "Exit status: 78 when the configuration has faults, which are all named.")

    @OptionGroup var options: ProfileOptions

    func run() async throws {
        try await Exit.reporting { Operator(settings: try await options.settings()).printSettings() }
    }
}
