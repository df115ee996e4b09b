import ArgumentParser
import Server

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Take everything of one workspace out, in open formats.",
        discussion: """
                uprising export /mnt/exports/atelier
                uprising export atelier.tar --workspace Atelier
                uprising export staging.tar --mask-personal-data --keep-member ada@example.fr

            A folder, or a tar archive if the name ends in .tar: a file of JSON Lines a table, files/ with the stored files by their SHA-256, \
            schema.json that says what everything is, and manifest.json with counts and hashes. The rows are of one moment. Through the \
            running node, whose user writes it, or of its data folder when none runs. No secrets: no tokens, keys, sessions or invitations.

            With --mask-personal-data names, addresses, numbers, texts and files are made up, the same in all places, and nothing leads back; \
            mail goes to example.com. docs/export.md has the formats and what is masked.

            Exit status: 0, 1 when it was refused or a stored file is damaged; then nothing is there.
            """)

    @OptionGroup var options: ProfileOptions
    @Argument(help: "A folder that is empty or not there, or a .tar that is not there.", completion: .file()) var path: String
    @Option(help: "The workspace's name or id; not needed while there is only one.") var workspace: String?
    @Flag(help: "Make a copy in which nobody can be known.") var maskPersonalData = false
    @Option(help: "The address of a member who stays who they are in a masked copy; may be given more than once.")
    var keepMember: [String] = []

    func run() async throws {
        try await Exit.reporting {
            try await Operator(settings: try await options.settings()).exportWorkspace(
                workspace, to: path, isMasked: maskPersonalData, keptMembers: keepMember)
        }
    }
}
