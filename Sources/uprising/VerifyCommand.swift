import ArgumentParser
import Server

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Read the whole database and every stored file, and say what is not as it was stored.",
        discussion: """
            Every page and reference of the database, and every file against its hash. Changes nothing, and may be run beside a running \
            node; it reads as fast as the disk does. Ends with 1 when something is wrong, and names it.
            """)

    @OptionGroup var options: ProfileOptions

    func run() async throws {
        try await Exit.reporting { try await Operator(settings: try await options.settings()).verify() }
    }
}
