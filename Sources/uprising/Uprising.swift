import ArgumentParser
import Server

@main
struct Uprising: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uprising",
        abstract: "The whole node in one binary: leads, analysis, dossiers, realtime, files, jobs and the page.",
        discussion: """
            A newcomer types `uprising serve`, opens the link that it prints, and drops a lead.

            Settings come from the command line, the environment, the file .env.<profile> and the defaults, in this order; \
            `uprising config` shows what is in force. Commands that change something ask the running node, or take its data \
            folder when none runs.
            """,
        version: Version.current,
        subcommands: [
            ServeCommand.self, SetupCommand.self, UserCommand.self, TokenCommand.self, KeysCommand.self, MailCommand.self,
            JobsCommand.self, HealthCommand.self, DoctorCommand.self, LeadsCommand.self, LedgerCommand.self, AnalyzeCommand.self,
            MigrateCommand.self, VerifyCommand.self, BackupCommand.self, RestoreCommand.self, ExportCommand.self, ImportCommand.self,
            UpgradeCommand.self,
            ConfigCommand.self, RealtimeCommand.self, SmokeCommand.self, OpenAPICommand.self, VersionCommand.self,
        ])
}
