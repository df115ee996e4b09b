import ArgumentParser
import Server

struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Print how the running node is: its health metrics, the disk, and what alerts there are.",
        discussion: """
            The same as the page of health shows. With --json an object as GET /api/v1/health answers.

            Exit status: 0, 1 when the node can't do its work or a critical alert fires, and when none runs.
            """)

    @OptionGroup var options: ProfileOptions
    @Flag(help: "As one JSON object.") var json = false

    func run() async throws {
        var isWell = false
        try await Exit.reporting { isWell = try await Operator(settings: try await options.settings()).printHealth(isJSON: json) }
        if !isWell { throw ExitCode(1) }
    }
}
