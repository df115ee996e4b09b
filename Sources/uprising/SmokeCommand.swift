import ArgumentParser
import Server

struct SmokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "smoke",
        abstract: "Try the main job on a running node from outside, one line a check with its time.",
        discussion: """
            Health, page, lead drop, realtime and war room, as the product's runbook lists them. A node on this machine lends \
            a token for the time of the test; for another one give it. The lead "Smoke test" that is dropped stays.

            Exit status: 0 when every check passed, 1 otherwise.
            """)

    @OptionGroup var options: ProfileOptions
    @Option(help: "The node's address.") var url = "http://127.0.0.1:8080"
    @Option(help: "A token of the role member, made by `uprising token create`. Also SMOKE_TOKEN.") var token: String?
    @Option(help: "Certificates to trust in place of the machine's, in PEM: of a private authority.", completion: .file()) var caFile:
        String?
    @Option(help: "Seconds to wait for READY.") var patience = 30

    func run() async throws {
        try await Exit.reporting {
            try await Operator(settings: try await options.settings()).smoke(
                url: url, token: token, caFile: caFile, patience: .seconds(patience))
        }
    }
}
