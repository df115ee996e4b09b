import Foundation
import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Domain

/// Each site of `Tests/Sites`, read over real sockets.
@Suite struct SiteAnalyzerTests {
    private let server: SiteServer
    private let now = Timestamp(seconds: 1_775_120_400)  // 2026-04-02T09:00:00Z

    init() throws {
        server = try SiteServer.shared.get()
    }

    private var limits: FetchLimits {
        var limits = FetchLimits()
        limits.pause = .zero
        // Many sites at once on a busy machine: only tests about time may run out of it.
        limits.request = .seconds(60)
        limits.visit = .seconds(120)
        return limits
    }

    private func analyze(
        _ site: String, path: String = "", company: String = "", language: Language = .french, policy: AddressPolicy = .allowPrivate,
        limits: FetchLimits? = nil, progress: @Sendable (Int, String) async throws -> Void = { _, _ in }
    ) async throws -> Analysis {
        let analyzer = SiteAnalyzer(fetcher: SiteFetcher(policy: policy, limits: limits ?? self.limits))
        let website = try #require(Website(try server.address(of: site) + path))
        return try await analyzer.analyze(
            website: website, hints: AnalysisHints(company: company, language: language), now: now, progress: progress)
    }

    private func failure(
        _ site: String, path: String = "", policy: AddressPolicy = .allowPrivate, limits: FetchLimits? = nil
    ) async throws -> AnalysisFailure.Code? {
        do {
            _ = try await analyze(site, path: path, policy: policy, limits: limits)
            return nil
        } catch let failure as AnalysisFailure {
            #expect(failure.sentence(in: .french).count > 20)
            #expect(failure.sentence(in: .english).count > 20)
            return failure.code
        }
    }

    private func values(_ analysis: Analysis, _ kind: Analysis.Fact.Kind) -> [String] {
        analysis.facts.filter { $0.kind == kind }.map(\.value)
    }

    // MARK: Refusals

    @Test func `A redirect loop fails, and so does an endless chain`() async throws {
        #expect(try await failure("redirect-loop") == .siteTooManyRedirects)
        #expect(try await failure("redirect-chain") == .siteTooManyRedirects)
    }

    @Test func `A redirect to a metadata address is refused by the local profile too`() async throws {
        #expect(try await failure("redirect-private") == .sitePrivateAddress)
    }

    @Test func `A redirect into the private network never arrives there`() async throws {
        let loopback = try #require(NetworkAddress("127.0.0.1"))
        let policy = AddressPolicy.publicOnly(trusting: [.init(loopback, port: try server.port(of: "redirect-private"))])
        #expect(try await failure("redirect-private", path: "/lan", policy: policy) == .sitePrivateAddress)
        #expect(try await server.hits(of: "canary").isEmpty)
    }

    @Test(arguments: ["/decimal", "/hex", "/octal", "/mapped", "/translated", "/slashes"])
    func `No spelling of an address hides where a redirect leads`(path: String) async throws {
        let loopback = try #require(NetworkAddress("127.0.0.1"))
        let policy = AddressPolicy.publicOnly(trusting: [.init(loopback, port: try server.port(of: "redirect-private"))])
        #expect(try await failure("redirect-private", path: path, policy: policy) == .sitePrivateAddress)
        #expect(try await server.hits(of: "canary").isEmpty)
    }

    @Test(arguments: ["/file", "/data", "/userinfo"])
    func `A redirect to anything but a web address is not followed`(path: String) async throws {
        #expect(try await failure("redirect-private", path: path) == .siteBadRedirect)
        #expect(try await server.hits(of: "canary").isEmpty)
    }

    @Test func `A picture that calls itself HTML is none`() async throws { #expect(try await failure("binary") == .siteNotHTML) }

    @Test(.timeLimit(.minutes(3))) func `Headers without end are given up on`() async throws {
        #expect(try await failure("long-headers") != nil)
    }

    @Test func `A page of a million nested elements is read to the bound, and said to be`() async throws {
        let analysis = try await analyze("nested", company: "Poupées Russes")
        #expect(values(analysis, .phone) == ["+33536498811"])
        #expect(analysis.notices.contains { $0.hasPrefix("Une page est trop longue ou trop enchevêtrée") })
    }

    @Test func `A page in no encoding at all gives what can be read of it`() async throws {
        let analysis = try await analyze("bad-charset", company: "Atelier")
        #expect(values(analysis, .companyName) == ["Encodage brisé"])
        #expect(values(analysis, .phone) == ["+33536499900"])
    }

    @Test func `The public policy sends nothing to loopback`() async throws {
        #expect(try await failure("canary", policy: .publicOnly) == .sitePrivateAddress)
        #expect(try await server.hits(of: "canary").isEmpty)
    }

    @Test func `A name that resolves to a private address is refused`() async throws {
        let fetcher = SiteFetcher(
            policy: .publicOnly, limits: limits,
            resolver: NameResolver { _ in [NetworkAddress("192.168.1.1"), NetworkAddress("::1")].compactMap(\.self) })
        let website = try #require(Website("http://printer.example"))
        await #expect(throws: AnalysisFailure(.sitePrivateAddress)) {
            try await SiteAnalyzer(fetcher: fetcher).analyze(website: website, hints: .init(company: "", language: .french), now: now) {
                _, _ in
            }
        }
    }

    @Test func `The connection goes to the address that was checked, whatever the name says the next time`() async throws {
        let lookups = Mutex(0)
        let port = try server.port(of: "freelance")
        let loopback = try #require(NetworkAddress("127.0.0.1"))
        // Every later lookup would lead elsewhere: to a name server's private answer.
        let resolver = NameResolver { _ in
            let count = lookups.withLock { count in
                count += 1
                return count
            }
            return count <= 2 ? [loopback] : [NetworkAddress("10.0.0.1")].compactMap(\.self)
        }
        let fetcher = SiteFetcher(policy: .publicOnly(trusting: [.init(loopback, port: port)]), limits: limits, resolver: resolver)
        let website = try #require(Website("http://rebinding.example:\(port)"))
        let analysis = try await SiteAnalyzer(fetcher: fetcher).analyze(
            website: website, hints: .init(company: "", language: .english), now: now
        ) { _, _ in }
        #expect(analysis.pages.map(\.url) == ["http://rebinding.example:\(port)/"])
        #expect(analysis.notices.count == 1)
    }

    @Test func `A site that refuses robots is not read`() async throws {
        #expect(try await failure("robots-refuses") == .siteRefusedByRobots)
        #expect(try await server.hits(of: "robots-refuses").allSatisfy { $0.path == "/robots.txt" })
    }

    @Test func `A robots file that fails means do not read`() async throws {
        #expect(try await failure("robots-broken") == .siteRobotsUnavailable)
    }

    @Test func `A server that drips bytes is given up on`() async throws {
        var limits = limits
        limits.request = .milliseconds(300)
        #expect(try await failure("drip", limits: limits) == .siteTimeout)
    }

    @Test func `A gzip bomb is not unpacked`() async throws { #expect(try await failure("gzip-bomb") == .siteTooLarge) }

    @Test func `Errors, other files and cut answers fail in words`() async throws {
        #expect(try await failure("out-of-order") == .siteHTTPError)
        #expect(try await failure("not-html") == .siteNotHTML)
        #expect(try await failure("cut-short") == .siteBroken)
        #expect(try await failure("sme", path: "/nulle-part") == .siteHTTPError)
    }

    @Test func `A closed port and an unknown name are told apart`() async throws {
        let analyzer = SiteAnalyzer(fetcher: SiteFetcher(policy: .allowPrivate, limits: limits))
        let hints = AnalysisHints(company: "", language: .french)
        let closed = try #require(Website("http://127.0.0.1:1"))
        let unknown = try #require(Website("http://nowhere.invalid"))
        await #expect(throws: AnalysisFailure(.siteUnreachable)) {
            try await analyzer.analyze(website: closed, hints: hints, now: now) { _, _ in }
        }
        await #expect(throws: AnalysisFailure(.siteUnknownName)) {
            try await analyzer.analyze(website: unknown, hints: hints, now: now) { _, _ in }
        }
    }

    @Test func `What progress throws ends the analysis`() async throws {
        await #expect(throws: CancellationError.self) {
            try await analyze("sme") { percent, _ in if percent > 20 { throw CancellationError() } }
        }
    }

    // MARK: What can be read

    @Test func `A French company with its legal identity`() async throws {
        let percents = Mutex<[Int]>([])
        let analysis = try await analyze("sme", company: "Menuiserie Vasselin") { percent, _ in percents.withLock { $0.append(percent) } }
        #expect(values(analysis, .companyName) == ["Menuiserie Vasselin"])
        #expect(values(analysis, .language) == ["fr"])
        #expect(values(analysis, .contactName) == ["Claire Vasselin (directrice de la publication)", "Michel Vasselin"])
        #expect(values(analysis, .email) == ["contact@menuiserie-vasselin.example", "emploi@menuiserie-vasselin.example"])
        #expect(values(analysis, .phone) == ["+33261910442", "+33639981207"])
        #expect(values(analysis, .address) == ["14 bis, rue des Tanneurs, 35500 Vitré"])
        #expect(values(analysis, .social) == ["https://facebook.com/menuiserievasselin", "https://instagram.com/menuiserie.vasselin"])
        #expect(values(analysis, .siren) == ["012876546"])
        #expect(values(analysis, .siret) == ["01287654600016"])
        #expect(values(analysis, .vat) == ["FR79012876546"])
        #expect(values(analysis, .legalForm) == ["SARL au capital de 40 000 €"])
        #expect(values(analysis, .technology).first == "WordPress 6.5.3 (gestion de contenu)")
        #expect(values(analysis, .hiring) == ["Recrute : Menuisier poseur (H/F)"])
        #expect(values(analysis, .lastUpdate) == ["2026-02-11"])
        #expect(analysis.score.total == 91)
        #expect(analysis.notices.isEmpty)
        #expect(analysis.pages.count == 5)
        #expect(analysis.facts.allSatisfy { $0.snippet.count <= 200 && $0.url.hasPrefix("http://127.0.0.1") })
        let seen = percents.withLock { $0 }
        #expect(seen == seen.sorted())
        let asked = try await server.hits(of: "sme")
        #expect(!asked.contains { $0.path == "/devis" })
        #expect(asked.allSatisfy { $0.userAgent.hasPrefix("UprisingNode/1.0") })
    }

    @Test func `The same pages give the same analysis`() async throws {
        let first = try await analyze("shop", company: "Faïences du Gouessant")
        let second = try await analyze("shop", company: "Faïences du Gouessant")
        #expect(first == second)
        let data = try JSONEncoder().encode(first)
        #expect(try JSONDecoder().decode(Analysis.self, from: data) == first)
    }

    @Test func `A shop, compressed, with structured data and a scrambled address`() async throws {
        let analysis = try await analyze("shop", company: "Faïences du Gouessant")
        #expect(values(analysis, .companyName) == ["Faïences du Gouessant"])
        #expect(values(analysis, .shop) == ["Vend en ligne (PrestaShop)"])
        #expect(values(analysis, .pricing) == ["Prix affichés (par exemple 24,90 €)"])
        #expect(values(analysis, .email) == ["bonjour@faiences-gouessant.example", "service@faiences-gouessant.example"])
        #expect(values(analysis, .phone) == ["+33261912020"])
        #expect(values(analysis, .vat) == ["FR15045319274"])
        #expect(values(analysis, .contactName) == ["Yann Le Dantec (président)"])
        #expect(values(analysis, .lastUpdate) == ["2026-03-03"])
        #expect(analysis.notices.isEmpty)
    }

    @Test func `A bilingual site behind a redirect`() async throws {
        let analysis = try await analyze("bilingual", company: "Domaine des Cigognes")
        #expect(analysis.language == "fr")
        #expect(values(analysis, .language) == ["fr", "en", "de"])
        #expect(values(analysis, .phone) == ["+33353010215", "+4915123456789"])
        #expect(values(analysis, .booking) == ["Réservation en ligne (Calendly)"])
        #expect(values(analysis, .siren) == ["077193357"])
        #expect(analysis.website.hasSuffix("/fr/"))
        #expect(analysis.score.signals.first { $0.id == "email" }?.points == 9)
    }

    @Test func `A Latin-1 page`() async throws {
        let analysis = try await analyze("latin-1", company: "Pâtisserie Crèmeborne")
        #expect(values(analysis, .companyName) == ["Pâtisserie Crèmeborne"])
        #expect(values(analysis, .address) == ["12, rue de l'Hôtel-Dieu, 30000 Nîmes"])
        #expect(values(analysis, .phone) == ["+33465710809"])
        #expect(values(analysis, .lastUpdate) == ["2009-05-12"])
        #expect(analysis.openings.first?.contains("12 mai 2009") == true)
    }

    @Test func `A Shift-JIS page, read for an English workspace`() async throws {
        let analysis = try await analyze("shift-jis", company: "ひばり工房", language: .english)
        #expect(analysis.language == "ja")
        #expect(values(analysis, .companyName) == ["有限会社ひばり工房"])
        #expect(values(analysis, .contactName) == ["小野寺 髙志 (代表取締役)"])
        #expect(values(analysis, .phone) == ["+81263550123"])
        #expect(values(analysis, .email) == ["info@hibari-kobo.example"])
        #expect(analysis.notices.isEmpty)
    }

    @Test func `Tag soup`() async throws {
        let analysis = try await analyze("tag-soup", company: "Garage Pinsonneau")
        #expect(values(analysis, .companyName) == ["Garage Pinsonneau"])
        #expect(values(analysis, .phone) == ["+33261915560"])
        #expect(values(analysis, .email) == ["garage.pinsonneau@orange.fr", "atelier@pinsonneau.example"])
        #expect(values(analysis, .siret) == ["08846102500012"])
        #expect(values(analysis, .siren) == ["088461025"])
        #expect(analysis.notices.contains { $0.contains("088461026") })
    }

    @Test func `A page of fifty megabytes is read up to the limit`() async throws {
        let analysis = try await analyze("huge", company: "Lormont")
        #expect(analysis.pages.first?.bytes == 2 * 1_024 * 1_024)
        #expect(values(analysis, .phone) == ["+33536491020"])
        #expect(analysis.notices.count == 1)
    }

    @Test func `A site whose menu needs scripts is read by its sitemap, and no page that it refuses`() async throws {
        let analysis = try await analyze("sitemap", company: "Ferronnerie Aubrac")
        #expect(values(analysis, .phone) == ["+33536497712"])
        #expect(values(analysis, .email) == ["forge@ferronnerie-aubrac.example"])
        #expect(values(analysis, .structuredData) == ["JSON-LD (WebSite), Open Graph (og:title, og:image)"])
        let asked = try await server.hits(of: "sitemap").map(\.path)
        #expect(asked == ["/robots.txt", "/", "/plan.xml", "/plan-pages.xml", "/plan-articles.xml", "/contact?de=plan&langue=fr"])
    }

    @Test func `An empty site is ready with a notice`() async throws {
        let analysis = try await analyze("empty", company: "Rien")
        #expect(analysis.score.total == 0)
        #expect(analysis.notices == ["La page d’accueil est vide."])
    }

    @Test func `A site that is only JavaScript is ready with a notice`() async throws {
        let analysis = try await analyze("javascript", company: "Tidewell", language: .english)
        #expect(values(analysis, .companyName) == ["Tidewell"])
        #expect(values(analysis, .description).count == 1)
        #expect(values(analysis, .email) == [])
        #expect(analysis.notices.count == 1)
    }

    @Test func `A page that breaks off costs that page alone`() async throws {
        let analysis = try await analyze("broken-page", company: "Serrurerie Bastide")
        #expect(values(analysis, .phone) == ["+33536493344"])
        #expect(analysis.notices == ["Pages qui n’ont pas répondu : /contact."])
    }

    @Test func `When time runs out what was read counts`() async throws {
        let isLate = Mutex(false)
        var fetcher = SiteFetcher(policy: .allowPrivate, limits: limits)
        fetcher.moment = { isLate.withLock { $0 } ? .now + .hours(1) : .now }
        let website = try #require(Website(try server.address(of: "sme")))
        let hints = AnalysisHints(company: "Menuiserie Vasselin", language: .french)
        let analysis = try await SiteAnalyzer(fetcher: fetcher).analyze(website: website, hints: hints, now: now) { percent, _ in
            if percent > 5 { isLate.withLock { $0 = true } }
        }
        #expect(analysis.pages.count == 1)
        #expect(values(analysis, .phone) == ["+33261910442"])
        #expect(analysis.notices.contains("Le site est lent ; seules les premières pages ont été lues."))
    }

    @Test func `A bare name is read over http when https does not answer`() async throws {
        let analyzer = SiteAnalyzer(fetcher: SiteFetcher(policy: .allowPrivate, limits: limits))
        let website = try #require(Website("127.0.0.1:\(try server.port(of: "freelance"))"))
        let analysis = try await analyzer.analyze(website: website, hints: .init(company: "Harriet Quill", language: .english), now: now) {
            _, _ in
        }
        #expect(values(analysis, .email) == ["harriet@quill-copy.example"])
        #expect(analysis.notices.first?.hasPrefix("The site does not answer over https") == true)
    }

    @Test func `A name that is nowhere on the site is remarked upon`() async throws {
        let analysis = try await analyze("sme", company: "Boulangerie Quentric")
        #expect(analysis.notices.count == 1)
    }
}
