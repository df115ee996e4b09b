import ArgumentParser
import Server

struct AnalyzeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze",
        abstract: "Read a web site, and print its facts and its score.",
        discussion: """
            Uses the builtin analyzer, and needs neither a node nor a database. The site is read as for a lead: robots.txt is obeyed, \
            a handful of pages, 30 seconds at most.

            Exit status: 0 when the site was read, 1 when it could not be, with the reason; 64 for what is no web address.
            """)

    @Argument(help: "The site, such as example.com or https://example.com/fr.") var url: String
    @Flag(help: "Print the analysis as the API has it.") var json = false
    @Option(help: "The language of what is printed: en or fr.") var language = "en"
    @Option(help: "The company's name; a notice says if the site does not bear it.") var company: String?
    @Flag(help: "Read sites at private addresses, too, such as localhost.") var privateSites = false

    func validate() throws {
        do throws(SiteInspection.WrongInput) {
            _ = try inspection()
        } catch {
            throw ValidationError(error.message)
        }
    }

    func run() async throws {
        try await Exit.reporting { try await inspection().printFindings(asJSON: json) }
    }

    private func inspection() throws(SiteInspection.WrongInput) -> SiteInspection {
        try SiteInspection(url, company: company, language: language, allowsPrivateSites: privateSites)
    }
}
