import Domain
import FoundationEssentials
import Glibc
import Logging
import Primitives

/// Reads one site and prints what was found: the builtin analyzer without a database or a node.
package struct SiteInspection: Sendable {
    private let website: Website
    private let hints: AnalysisHints
    private let allowsPrivateSites: Bool

    /// - Throws: ``WrongInput`` for what is no web address or no language.
    package init(_ address: String, company: String?, language: String, allowsPrivateSites: Bool) throws(WrongInput) {
        guard let website = Website(address) else {
            throw WrongInput(message: "\(address) is no web address. Write it like example.com or https://example.com.")
        }
        guard let language = Language(rawValue: language) else {
            throw WrongInput(message: "\(language) is no language that is known here: en or fr is wanted.")
        }
        self.website = website
        hints = AnalysisHints(company: company ?? "", language: language)
        self.allowsPrivateSites = allowsPrivateSites
    }

    /// - Throws: ``NotRead`` with the reason in the language asked for.
    package func printFindings(asJSON: Bool) async throws {
        var logger = Logger(label: "analysis")
        logger.logLevel = .critical
        let analyzer = SiteAnalyzer(fetcher: SiteFetcher(policy: allowsPrivateSites ? .allowPrivate : .publicOnly, logger: logger))
        let analysis: Analysis
        do {
            let showsProgress = isatty(STDERR_FILENO) == 1
            analysis = try await analyzer.analyze(website: website, hints: hints, now: .now()) { _, text in
                if showsProgress { Self.say(text) }
            }
        } catch let failure as AnalysisFailure {
            throw NotRead(reason: "\(website.domain): \(failure.sentence(in: hints.language))")
        }
        print(asJSON ? try Self.json(analysis) : AnalysisText(analysis, language: hints.language).lines.joined(separator: "\n"))
    }

    /// What is wrong with how the command was used.
    package struct WrongInput: Error {
        package let message: String
    }

    /// The site could not be analysed.
    struct NotRead: Error {
        let reason: String
    }

    private static func json(_ analysis: Analysis) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(analysis), as: UTF8.self)
    }

    private static func say(_ text: String) {
        let line = Array("\(text.singleLine())\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }
}
