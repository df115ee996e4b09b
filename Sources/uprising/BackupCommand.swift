import ArgumentParser
import Server

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Back the node up, look at the backups, and try whether they can be restored.",
        discussion: """
                uprising backup --to /mnt/backups
                uprising backup list --from /mnt/backups
                uprising backup drill

            Beside a running node, or of its data folder when none runs. What a node does by itself is set by BACKUP_FOLDER, BACKUP_EVERY, \
            BACKUP_KEEP and BACKUP_DRILL_EVERY; docs/backup.md has the whole story.
            """,
        subcommands: [Make.self, List.self, Drill.self], defaultSubcommand: Make.self)

    /// By what encrypted backups are opened.
    struct Key: ParsableArguments {
        @Option(help: "A file with the passphrase. Also BACKUP_KEY_FILE, or BACKUP_PASSPHRASE itself.", completion: .file())
        var keyFile: String?
    }

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make", abstract: "Make a backup now, and print its name.",
            discussion: """
                The database as it is at one moment and every file that it names; only what the folder does not have yet is written. Writers \
                do not wait. Older backups are let go by BACKUP_KEEP. The folder has to be there, and empty at first.

                Exit status: 0, 1 when there is no new backup, with the reason.
                """)

        @OptionGroup var options: ProfileOptions
        @OptionGroup var key: Key
        @Option(help: "The folder. Also BACKUP_FOLDER.", completion: .directory) var to: String?
        @Flag(help: "Begin anew in an empty folder, though there were backups in it: after its disk was replaced.") var begin = false

        func run() async throws {
            try await Exit.reporting {
                try await Operator(settings: try await options.settings()).backUp(to: to, begins: begin, keyFile: key.keyFile)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Print the backups of a folder, the oldest first.")

        @OptionGroup var options: ProfileOptions
        @OptionGroup var key: Key
        @Option(help: "The folder. Also BACKUP_FOLDER.", completion: .directory) var from: String?

        func run() async throws {
            try await Exit.reporting {
                try await Operator(settings: try await options.settings()).printBackups(in: from, keyFile: key.keyFile)
            }
        }
    }

    struct Drill: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drill", abstract: "Try whether the newest backup can be restored.",
            discussion: """
                Its database is brought back into the data folder's own scratch space and read as a whole, rows are counted, and a sample of \
                the files is read again; that the others are there is seen. Nothing of it stays.

                Exit status: 0, 1 when it could not be restored, with what is wrong.
                """)

        @OptionGroup var options: ProfileOptions
        @OptionGroup var key: Key
        @Option(help: "The folder. Also BACKUP_FOLDER.", completion: .directory) var from: String?

        func run() async throws {
            try await Exit.reporting {
                try await Operator(settings: try await options.settings()).drill(of: from, keyFile: key.keyFile)
            }
        }
    }
}
