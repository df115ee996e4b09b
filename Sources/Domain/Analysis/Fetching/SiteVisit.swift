import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import Primitives

/// One polite walk through a site: requests one after another, each checked against robots.txt, address policy and limits.
///
/// Not `Sendable`: its requests follow one another by construction.
final class SiteVisit {
    private let fetcher: SiteFetcher
    private let clients: PinnedClients
    private let deadline: ContinuousClock.Instant
    private var robots: [String: RobotsRules] = [:]
    private var hasAsked = false

    /// The first two kilobytes hold any sensible header field; longer values are cut.
    private static let maximumHeaderBytes = 2_048
    private static let maximumHeaders = 100

    init(_ fetcher: SiteFetcher) {
        self.fetcher = fetcher
        clients = PinnedClients(fetcher)
        deadline = fetcher.moment() + fetcher.limits.visit
    }

    func close() async { await clients.close() }

    var isOutOfTime: Bool { fetcher.moment() >= deadline }

    /// The answer at the end of the redirects, whatever its status.
    ///
    /// - Throws: `AnalysisFailure`, or `CancellationError`.
    func page(_ address: WebAddress) async throws -> FetchedPage {
        try await follow(address, obeysRobots: true, maximumBytes: fetcher.limits.pageBytes)
    }

    /// The pages of the site's own domain that its sitemaps list; none where no sitemap can be read, which is no fault of a site.
    func listedPages(of home: WebAddress) async throws -> [WebAddress] {
        let named = robots[home.origin]?.sitemaps.compactMap { home.resolving($0) }.filter { $0.domain == home.domain } ?? []
        var waiting = named.isEmpty ? [home.with(path: "/sitemap.xml")] : named
        var pages: [WebAddress] = []
        var asked: Set<WebAddress> = []
        while asked.count < fetcher.limits.sitemaps, let next = waiting.first, !isOutOfTime {
            waiting.removeFirst()
            guard asked.insert(next).inserted else { continue }
            do {
                let answer = try await follow(next, obeysRobots: true, maximumBytes: Sitemap.maximumBytes)
                guard answer.status == 200, answer.address.domain == home.domain, let sitemap = Sitemap(answer.body) else { continue }
                let listed = sitemap.addresses.compactMap { answer.address.resolving($0) }.filter { $0.domain == home.domain }
                if sitemap.isIndex {
                    // Of many the one of pages is wanted, not those of posts, products and pictures.
                    waiting = listed.filter { $0.path.contains("page") } + listed.filter { !$0.path.contains("page") } + waiting
                } else {
                    pages += listed
                }
            } catch is AnalysisFailure {
                continue
            }
        }
        return pages
    }

    /// Whether robots.txt lets us read it; asks the site once an origin.
    func allows(_ address: WebAddress) async throws -> Bool {
        try await rules(for: address).allows(address)
    }

    private func follow(_ start: WebAddress, obeysRobots: Bool, maximumBytes: Int) async throws -> FetchedPage {
        var address = start
        var seen: Set<WebAddress> = []
        for _ in 0...fetcher.limits.redirects {
            guard seen.insert(address).inserted else { throw AnalysisFailure(.siteTooManyRedirects) }
            if obeysRobots, try await !rules(for: address).allows(address) { throw AnalysisFailure(.siteRefusedByRobots) }
            let answer = try await request(address, maximumBytes: maximumBytes)
            guard [301, 302, 303, 307, 308].contains(answer.status), let location = answer.headers["location"] else {
                return FetchedPage(
                    address: address, status: answer.status, headers: answer.headers, body: answer.body, isTruncated: answer.isTruncated,
                    changedDomain: address.domain != start.domain)
            }
            guard let next = address.resolving(location) else { throw AnalysisFailure(.siteBadRedirect) }
            address = next
        }
        throw AnalysisFailure(.siteTooManyRedirects)
    }

    private func rules(for address: WebAddress) async throws -> RobotsRules {
        if let known = robots[address.origin] { return known }
        let rules: RobotsRules
        do {
            let answer = try await follow(address.with(path: "/robots.txt"), obeysRobots: false, maximumBytes: RobotsRules.maximumBytes)
            switch answer.status {
            case 200..<300: rules = RobotsRules(answer.body, token: SiteFetcher.productToken)
            case 500..<600: throw AnalysisFailure(.siteRobotsUnavailable, status: answer.status)
            default: rules = .everything
            }
        } catch let failure as AnalysisFailure where failure.code == .siteTooManyRedirects {
            rules = .everything  // RFC 9309 §2.3.1.2: as if there were none
        }
        robots[address.origin] = rules
        return rules
    }

    private struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        var body: [UInt8] = []
        var isTruncated = false
    }

    private func request(_ address: WebAddress, maximumBytes: Int) async throws -> Answer {
        let remaining = deadline - fetcher.moment()
        guard remaining > .zero else { throw AnalysisFailure(.siteTimeout) }
        if hasAsked, fetcher.limits.pause > .zero { try await Task.sleep(for: min(fetcher.limits.pause, remaining)) }
        hasAsked = true
        let end = min(deadline, .now + fetcher.limits.request)
        let targets = try await fetcher.targets(of: address)
        var failure = AnalysisFailure(.siteUnreachable)
        for target in targets {
            let client = await clients.client(for: address.host, at: target, port: address.port)
            let (userAgent, logger) = (fetcher.userAgent, fetcher.logger)
            do {
                // The client's own deadline ends with the response head; a body that drips is ended here.
                return try await OutboundCall.traced("GET", host: address.host, status: \.status) {
                    try await Race.run(until: end, orThrow: AnalysisFailure(.siteTimeout)) {
                        try await Self.exchange(
                            address, with: client, userAgent: userAgent, until: end, maximumBytes: maximumBytes, logger: logger)
                    }
                }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                try Task.checkCancellation()
                failure = FetchFault.failure(of: error, address: address)
                fetcher.logger.debug("A site did not answer", metadata: ["url": "\(address)", "address": "\(target)", "error": "\(error)"])
                // Another address of the same name helps when this one is down, and only then.
                guard failure.code == .siteUnreachable else { throw failure }
            }
        }
        throw failure
    }

    private static func exchange(
        _ address: WebAddress, with client: HTTPClient, userAgent: String, until end: ContinuousClock.Instant, maximumBytes: Int,
        logger: Logger
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: address.description)
        request.headers = [
            "User-Agent": userAgent, "Accept": "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5",
            "Accept-Language": "fr,en;q=0.8,*;q=0.5", "Accept-Encoding": "gzip, deflate",
        ]
        let response = try await client.execute(request, deadline: .now() + .nanoseconds((end - .now).nanoseconds), logger: logger)
        var headers: [String: String] = [:]
        for (name, value) in response.headers.prefix(maximumHeaders) where headers[name.lowercased()] == nil {
            headers[name.lowercased()] = value.prefix(utf8: maximumHeaderBytes)
        }
        var answer = Answer(status: Int(response.status.code), headers: headers)
        let coding = headers["content-encoding"]?.lowercased() ?? "identity"
        guard ["gzip", "deflate", "identity", ""].contains(coding) else { throw AnalysisFailure(.siteNotHTML) }
        for try await buffer in response.body {
            let room = maximumBytes - answer.body.count
            answer.body.append(contentsOf: buffer.readableBytesView.prefix(room))
            guard buffer.readableBytes > room else { continue }
            answer.isTruncated = true
            // A compressed body is read on to its end or to the bomb limit: where a bomb is noticed must not depend on timing.
            if coding == "identity" || coding.isEmpty { break }
        }
        return answer
    }
}
