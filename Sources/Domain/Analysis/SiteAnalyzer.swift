package import Primitives

/// The `builtin` analyzer: reads a handful of a site's pages politely and turns them into facts, score and openings.
package struct SiteAnalyzer: Sendable {
    private let fetcher: SiteFetcher

    package init(fetcher: SiteFetcher) {
        self.fetcher = fetcher
    }

    /// Reads the site and judges it. What was read before time ran out counts; without a home page there is nothing to count.
    ///
    /// - Parameters:
    ///   - now: the moment that the analysis bears and that ages are counted from.
    ///   - progress: per cent, never falling, and a few words in the reader's language; what it throws ends the analysis.
    /// - Throws: `AnalysisFailure` when the home page can't be had, `CancellationError`, and what `progress` throws.
    @concurrent
    package func analyze(
        website: Website, hints: AnalysisHints, now: Timestamp, progress: @Sendable (_ percent: Int, _ text: String) async throws -> Void
    ) async throws -> Analysis {
        let language = hints.language
        let walk = try await fetcher.visit { visit in
            try await progress(5, language("Connexion à \(website.domain)", "Connecting to \(website.domain)"))
            return try await self.walk(website, visit: visit, language: language, progress: progress)
        }
        try await progress(85, language("Recherche des faits et calcul du score", "Finding facts and scoring"))
        return try await ReadingThreads.run { Self.judge(walk, website: website, hints: hints, now: now) }
    }

    /// What the walk through a site brought home.
    struct Walk: Sendable {
        var pages: [SitePage] = []
        var visits: [Analysis.PageVisit] = []
        var refusedPaths: [String] = []
        var failedPaths: [String] = []
        var ranOutOfTime = false
        /// Why https did not do, when http had to.
        var insecureBecause: AnalysisFailure?
        var changedDomain = false
    }

    private func walk(
        _ website: Website, visit: SiteVisit, language: Language, progress: @Sendable (Int, String) async throws -> Void
    ) async throws -> Walk {
        var walk = Walk()
        let home = try await home(website, visit: visit, walk: &walk)
        guard home.status < 400 else { throw AnalysisFailure(.siteHTTPError, status: home.status) }
        guard home.isHTML else { throw AnalysisFailure(.siteNotHTML) }
        walk.changedDomain = home.changedDomain
        var chooser = PageChooser(home: home.address)
        try await Self.take(home, role: .home, into: &walk, chooser: &chooser)
        if chooser.lacksIdentity { chooser.offer(listed: try await visit.listedPages(of: home.address)) }
        while walk.visits.count < fetcher.limits.pages, let next = chooser.next() {
            guard !visit.isOutOfTime else {
                walk.ranOutOfTime = true
                break
            }
            // The home page is a third of the way; the others share the rest up to the judging.
            let percent = 25 + 60 * walk.visits.count / fetcher.limits.pages
            try await progress(percent, language("Lecture de \(next.address.path)", "Reading \(next.address.path)").prefix(utf8: 200))
            do {
                let page = try await visit.page(next.address)
                if page.status < 400, page.isHTML, page.address.domain == home.address.domain {
                    try await Self.take(page, role: next.role, into: &walk, chooser: &chooser)
                } else {
                    walk.visits.append(.init(url: page.address.description, status: page.status, bytes: page.body.count, title: nil))
                }
            } catch let failure as AnalysisFailure {
                if failure.code == .siteRefusedByRobots {
                    walk.refusedPaths.append(next.address.path)
                } else {
                    walk.failedPaths.append(next.address.path)
                }
                if visit.isOutOfTime { walk.ranOutOfTime = true }
                // A site that fails on three pages is not asked again.
                if walk.failedPaths.count == 3 { break }
            }
        }
        return walk
    }

    /// The home page, over https if nothing else was asked for, and over http or under `www.` when that is where it lives.
    private func home(_ website: Website, visit: SiteVisit, walk: inout Walk) async throws -> FetchedPage {
        var first: AnalysisFailure?
        for candidate in website.candidates {
            do {
                let page = try await visit.page(candidate)
                if let first, !page.address.isSecure { walk.insecureBecause = first }
                return page
            } catch let failure as AnalysisFailure {
                guard !website.namesScheme else { throw failure }
                switch failure.code {
                case .siteUnknownName:
                    guard !candidate.host.hasPrefix("www."), candidate.host.contains(where: \.isLetter), let named = candidate.underWWW
                    else { throw failure }
                    do { return try await visit.page(named) } catch is AnalysisFailure { throw failure }
                case .siteUnreachable, .siteTLS, .siteBroken, .siteTimeout: first = first ?? failure
                default: throw failure
                }
            }
        }
        throw first ?? AnalysisFailure(.siteUnreachable)
    }

    private static func take(_ fetched: FetchedPage, role: PageRole, into walk: inout Walk, chooser: inout PageChooser) async throws {
        let page = try await ReadingThreads.run { SitePage(fetched, role: role).packed }
        walk.visits.append(.init(url: page.url, status: page.status, bytes: page.byteCount, title: page.content.title))
        chooser.offer(page.content, on: page.address)
        let earlier = walk.pages
        walk.pages.append(try await ReadingThreads.run { page.withoutLinks(of: earlier) })
    }

    static func judge(_ walk: Walk, website: Website, hints: AnalysisHints, now: Timestamp) -> Analysis {
        let reading = SiteReading(pages: walk.pages, hints: hints, now: now)
        let findings = Findings(reading)
        return Analysis(
            analyzedAt: now, website: walk.pages.first?.url ?? website.url, language: reading.siteLanguage, facts: findings.facts.sorted,
            score: ScoreCard.score(
                findings.facts, latestUpdate: findings.latestUpdate, isSecure: walk.pages.first?.address.isSecure ?? false,
                language: hints.language,
                now: now),
            openings: Openings.write(findings, reading: reading), pages: walk.visits,
            notices: Notices.write(walk, findings: findings, reading: reading, website: website))
    }
}

extension WebAddress {
    fileprivate var underWWW: WebAddress? { WebAddress(isSecure: isSecure, host: "www." + host, port: port, path: path, query: query) }
}
