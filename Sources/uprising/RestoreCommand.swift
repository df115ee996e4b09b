import ArgumentParser
import Server

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Bring a backup back as a data folder.",
        discussion: """
                uprising restore /mnt/backups --to data/local

            The folder has to be empty or not there; nothing is ever overwritten. Everything is brought back beside it and checked: hashes, \
            pages, references, rows. Only then it takes the folder's place, in one step. Clients that come back fetch their state anew.

            Exit status: 0, 1 when it was refused or something is damaged; then nothing was changed.
            """)

    @OptionGroup var options: ProfileOptions
    @OptionGroup var key: BackupCommand.Key
    @Argument(help: "The folder with the backups.", completion: .directory) var from: String
    @Option(help: "The data folder; that of the profile if absent.", completion: .directory) var to: String?
    @Option(help: "A backup's name, as `uprising backup list` prints it; the newest if absent.") var backup: String?

    func run() async throws {
        try await Exit.reporting {
            try await Operator(settings: try await options.settings()).restore(
                from: from, to: to, backup: backup, keyFile: key.keyFile)
        }
    }
}
