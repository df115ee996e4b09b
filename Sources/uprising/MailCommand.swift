import ArgumentParser
import Server

struct MailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "mail", abstract: "The way to the mail server.", subcommands: [Test.self])

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test",
            abstract: "Send one mail and say of each step whether it worked.",
            discussion: """
                Name, connection, TLS, sign-in, sender, recipient, message: one line each, and what to do at the first that fails. Uses \
                SMTP_URL and MAIL_FROM of the profile; the node need not run.

                Exit status: 0 when the server took the mail, 1 otherwise.
                """)

        @OptionGroup var options: ProfileOptions
        @Argument(help: "Where to send it.") var address: String

        func run() async throws {
            try await Exit.reporting { try await Operator(settings: try await options.settings()).testMail(to: address) }
        }
    }
}
