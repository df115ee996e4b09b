import ArgumentParser
import Server

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Start the node and stay in the foreground.",
        discussion: """
            Listens on http://127.0.0.1:8080 unless told otherwise. The first start prints a link that works once and makes the \
            first workspace and its owner. SIGTERM and SIGINT end it gracefully: requests finish, running jobs get ten seconds, \
            the rest is put back.

            Exit status: 0 after a graceful stop, 69 when the port or the data folder is taken, 78 when the configuration has \
            faults, which are all named.
            """)

    @OptionGroup var options: ProfileOptions
    @Option(help: "The address to listen on. Also HOST.") var host: String?
    @Option(help: "The port to listen on; 0 takes a free one. Also PORT.") var port: Int?

    func run() async throws {
        var flags: [Setting: String] = [:]
        flags[.host] = host
        flags[.port] = port.map { String($0) }
        try await Exit.reporting { try await Node.serve(try await options.settings(flags)) }
    }
}
