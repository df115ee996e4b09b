import ArgumentParser
import Server

struct SmokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "smoke",
        abstract: "Try the main job on a running node from outside, one line a check with its time.",
        discussion: """
                uprising smoke
                uprising smoke --url https://leads.example.com
                uprising smoke --url https://other.example.com --token upn_… --json

            Health, page, sign-in, metrics; then a lead is dropped, its events are heard, it becomes ready, its dossier opens by its link, it \
            is moved in its pipeline, somebody says something in its channel and puts up a file, and the books are read again. In the end \
            the lead is erased with all that hangs on it, whatever failed before; nobody is mailed. Webhooks that are told of leads hear of it.

            A node on this machine lends a token for the time of the test, also when it is reached at its public https address \
            (NEXT_PUBLIC_APP_URL); for another one give it: no other host learns the one that was lent. One of the role member can do all but \
            erase and see the books: its lead stays in the trash. Erasing takes a second for each 100,000 leads, in which no other write goes on.

            With --json one object comes in the end: {"ok", "url", "milliseconds", "checks": [{"check", "outcome", "milliseconds", "detail"}]}, \
            the outcome being passed, failed or skipped.

            Exit status: 0 when every check passed, 1 otherwise.
            """)

    @OptionGroup var options: ProfileOptions
    @Option(help: "The node's address.") var url = "http://127.0.0.1:8080"
    @Option(help: "A token, made by `uprising token create --role admin`. Also SMOKE_TOKEN.") var token: String?
    @Option(help: "Certificates to trust in place of the machine's, in PEM: of a private authority.", completion: .file()) var caFile:
        String?
    @Option(help: "Seconds to wait for READY, and for each event.") var patience = 30
    @Flag(help: "Print one JSON object in the end, in the place of lines.") var json = false

    func run() async throws {
        try await Exit.reporting {
            try await Operator(settings: try await options.settings()).smoke(
                url: url, token: token, caFile: caFile, patience: .seconds(patience), isJSON: json)
        }
    }
}
