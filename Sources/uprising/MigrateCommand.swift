import ArgumentParser
import Server

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database to this version's schema without starting the node.",
        discussion: """
            `serve` does the same at its start. All steps are one transaction, with a line for each: whenever the process dies, the \
            schema is as it was, and the next start begins again. Refused while the node runs, when the database was written by a newer \
            version, or when a released step was changed.
            """)

    @OptionGroup var options: ProfileOptions

    func run() async throws {
        try await Exit.reporting { try Operator(settings: try await options.settings()).migrate() }
    }
}
