import ArgumentParser
import Server

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Check the books of a workspace, and take them out.",
        discussion: """
            Through the running node, or of its data folder when none runs. How the chain is made, and how an export is checked without \
            this program, stands in docs/ledger.md.
            """,
        subcommands: [Verify.self, Head.self, Export.self])

    struct Place: ParsableArguments {
        @OptionGroup var options: ProfileOptions
        @Option(help: "A workspace's name or id.") var workspace: String?

        func ledgerOperator() async throws -> Operator { Operator(settings: try await options.settings()) }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Read every transaction again, and say what is not as it was posted.",
            discussion: """
                    uprising ledger verify
                    uprising ledger verify --head head.json

                Of all workspaces without --workspace. Numbers, hashes, sums, and the totals that are kept beside them. A chain that was \
                cut off at its end, or written anew as a whole, is found by a head that was kept elsewhere: with --head the chain has to \
                go through it.

                Exit status: 0, 1 when anything is wrong.
                """)

        @OptionGroup var place: Place
        @Option(help: "A file with what `uprising ledger head` printed.", completion: .file()) var head: String?

        func run() async throws {
            try await Exit.reporting { try await place.ledgerOperator().verifyLedger(workspace: place.workspace, head: head) }
        }
    }

    struct Head: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "head", abstract: "Print where the chain ends, to be kept elsewhere.",
            discussion: "    uprising ledger head > head.json")

        @OptionGroup var place: Place

        func run() async throws {
            try await Exit.reporting { try await place.ledgerOperator().printLedgerHead(workspace: place.workspace) }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write all transactions in the order of the chain.",
            discussion: """
                    uprising ledger export --out ledger.jsonl
                    uprising ledger export --format csv --out ledger.csv

                jsonl has a transaction a line, as GET /api/v1/ledger/transactions/ID shows it; csv a row an entry.
                """)

        @OptionGroup var place: Place
        @Option(help: "jsonl or csv.") var format = "jsonl"
        @Option(name: .customLong("out"), help: "A file; standard output without it.", completion: .file()) var output: String?

        func run() async throws {
            try await Exit.reporting {
                try await place.ledgerOperator().exportLedger(format: format, to: output, workspace: place.workspace)
            }
        }
    }
}
