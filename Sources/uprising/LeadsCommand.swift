import ArgumentParser
import Server

struct LeadsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leads", abstract: "Bring leads in from a table, and take them out as one.",
        discussion: """
            Of the workspace that --workspace names, or of the only one. The node has to run; what is done stands in its histories and in \
            its audit log under the name of the service key.
            """,
        subcommands: [Import.self, Export.self])

    struct Place: ParsableArguments {
        @OptionGroup var options: ProfileOptions
        @Option(help: "A workspace's name or id; the only one without it.") var workspace: String?

        func leadsOperator() async throws -> Operator { Operator(settings: try await options.settings()) }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Make leads of the rows of a CSV file.",
            discussion: """
                    uprising leads import salon.csv --dry-run
                    uprising leads import salon.csv --project Prospecting --map "Ville=notes" --report refused.csv

                Encoding (UTF-8, UTF-16, Windows-1252), delimiter (comma, semicolon, tab) and columns are found; --map says what a column \
                is: company, website, contactName, contactFirstName, contactLastName, email, phone, siren, vat, notes, tags, nextStep, or \
                nothing to leave it out. A row that an import has brought before is not brought again: an import that was interrupted may \
                be started anew.

                Progress is printed on standard error, the counts at the end on standard output.

                Exit status: 0, 2 when rows were refused and the others are in, 1 when nothing was done, 64 for a wrong command line.
                """)

        @OptionGroup var place: Place
        @Argument(help: "The file.", completion: .file(extensions: ["csv", "tsv", "txt"])) var file: String
        @Option(help: "The project that the leads go to, by name or id; the default one without it.") var project: String?
        @Option(help: "COLUMN=FIELD: what a column is, by its name or its number from 0. May be repeated.") var map: [String] = []
        @Flag(inversion: .prefixedNo, help: "Whether the first row names the columns; guessed without it.") var header: Bool?
        @Option(help: "What becomes of a lead that is there: keep, merge, refuse, skip; as the project has it without.") var duplicates:
            String?
        @Option(help: "A tag that every lead gets. May be repeated.") var tag: [String] = []
        @Flag(help: "Analyse the site of each lead, after all that people drop.") var analyze = false
        @Flag(help: "Count what would become of the rows, and make nothing.") var dryRun = false
        @Option(help: "Write the refused rows to this file, each with its line and the reason.", completion: .file()) var report: String?

        func run() async throws {
            var refused = 0
            try await Exit.reporting {
                refused = try await place.leadsOperator().importLeads(
                    LeadsImportOrder(
                        file: file, project: project, workspace: place.workspace, mapping: map, hasHeader: header, duplicates: duplicates,
                        tags: tag, analyzes: analyze, isDry: dryRun, report: report))
            }
            if refused > 0 { throw ExitCode(2) }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write all leads that the filters find.",
            discussion: """
                    uprising leads export --out leads.csv
                    uprising leads export --format jsonl --filter status=ready --filter q=paris | jq .company

                csv is for spreadsheets: cells that one would take for a formula begin with an apostrophe. jsonl has one lead a line, as \
                GET /api/v1/leads/ID shows it. A filter is one of GET /api/v1/leads: status, stage, owner, tag, project, q and so on.

                Exit status: 0, 1 when it is refused, 64 for a wrong command line.
                """)

        @OptionGroup var place: Place
        @Option(help: "csv or jsonl.") var format = "csv"
        @Option(name: .customLong("out"), help: "A file; standard output without it.", completion: .file()) var output: String?
        @Option(help: "NAME=VALUE: leads of that kind alone. May be repeated.") var filter: [String] = []

        func run() async throws {
            try await Exit.reporting {
                try await place.leadsOperator().exportLeads(format: format, to: output, filters: filter, workspace: place.workspace)
            }
        }
    }
}
