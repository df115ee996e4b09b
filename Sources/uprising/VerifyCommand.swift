import ArgumentParser
import Server

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Read the whole database and every stored file, and say what is not as it was stored.",
        discussion: """
            Every page and reference of the database, and every file against its hash. Changes nothing, and may be run beside a running \
            node; it reads as fast as the disk does. Ends with 1 when something is wrong, and names it. With --backup the same of a folder \
            of backups: every manifest, list and object of it.
            """)

    @OptionGroup var options: ProfileOptions
    @OptionGroup var key: BackupCommand.Key
    @Option(help: "A folder of backups, in place of the node.", completion: .directory) var backup: String?

    func run() async throws {
        try await Exit.reporting {
            let operation = Operator(settings: try await options.settings())
            if let backup {
                try await operation.verifyBackups(in: backup, keyFile: key.keyFile)
            } else {
                try await operation.verify()
            }
        }
    }
}
