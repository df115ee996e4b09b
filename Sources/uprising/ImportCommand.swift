import ArgumentParser
import Server

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring a workspace in that `uprising export` took out of another node.",
        discussion: """
                uprising import /mnt/exports/atelier
                uprising import atelier.tar --as "Atelier Lyon"

            Everything is checked before anything is touched: hashes, references, the chain of the books. Then it is there whole, in one \
            write; whenever the machine dies before, nothing of it is, and the command is given again. Other writers wait during that write, \
            some seconds for a hundred thousand leads.

            Ids stay, and so does the name, unless --as gives another: two of one name are told apart by their ids alone. People are known again by their address; nobody is told, and nobody is signed in. Leads are imported from tables by \
            `uprising leads import`, not by this.

            Exit status: 0, 1 when it was refused, with the file and line; then nothing was changed.
            """)

    @OptionGroup var options: ProfileOptions
    @Argument(help: "The folder or .tar.", completion: .file()) var path: String
    @Option(name: .customLong("as"), help: "What the workspace is called here; as it was called if absent.") var name: String?

    func run() async throws {
        try await Exit.reporting { try await Operator(settings: try await options.settings()).importWorkspace(from: path, as: name) }
    }
}
