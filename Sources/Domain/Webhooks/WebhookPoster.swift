import AsyncHTTPClient
import FoundationEssentials
package import Logging
import NIOCore
import NIOHTTP1
package import Primitives

/// Posts to receivers as carefully as sites are read: each address of a name is judged, and the one that was judged is the one that is
/// connected to; no redirect is followed.
package struct WebhookPoster: Sendable {
    /// What of an answer is kept for people to see.
    static let responseLimit = 4_096
    package static let timeLimit = Duration.seconds(15)

    private let fetcher: SiteFetcher
    private let timeLimit: Duration
    /// Whether addresses of this machine and its networks are taken, and plain http.
    let allowsPrivate: Bool

    package init(
        policy: AddressPolicy, resolver: NameResolver? = nil, timeLimit: Duration = timeLimit, logger: Logger = Logger(label: "webhooks")
    ) {
        var limits = FetchLimits()
        limits.request = timeLimit
        limits.unpackedBytes = 65_536
        fetcher = SiteFetcher(policy: policy, limits: limits, resolver: resolver, logger: logger)
        self.timeLimit = timeLimit
        allowsPrivate = policy == .allowPrivate
    }

    package struct Outcome: Sendable {
        package let status: Int?
        /// `nil` when it was taken.
        package let error: String?
        let duration: Duration
        let response: String?
        /// How long the receiver wants to be left alone.
        let retryAfter: Duration?
    }

    /// Why an address can't be a receiver's; `nil` when it can, or when its name is not known at the moment.
    package func fault(of text: String) async throws -> String? {
        guard text.utf8.count <= WebhookDraft.urlLimit, let address = WebAddress(text) else {
            return "This is not a web address. Write it like https://example.com/events."
        }
        if !address.isSecure, !allowsPrivate { return "Events are sent over https:// only." }
        do {
            _ = try await fetcher.targets(of: address)
            return nil
        } catch let failure as AnalysisFailure {
            return failure.code == .sitePrivateAddress ? "This leads into a network or to a port to which this node sends nothing." : nil
        }
    }

    /// - Parameter trace: whose story the delivery belongs to.
    package func post(_ body: String, to text: String, headers: [(String, String)], trace: TraceID) async throws -> Outcome {
        try await send(.POST, body, to: text, headers: headers, trace: trace)
    }

    /// Asks for the address, for nothing but that it was asked for.
    package func ping(_ text: String, headers: [(String, String)]) async throws -> Outcome {
        try await send(.GET, nil, to: text, headers: headers, trace: TraceID())
    }

    private func send(
        _ method: HTTPMethod, _ body: String?, to text: String, headers: [(String, String)], trace: TraceID
    ) async throws -> Outcome {
        let start = ContinuousClock.now
        func outcome(_ error: String) -> Outcome {
            Outcome(status: nil, error: error, duration: .now - start, response: nil, retryAfter: nil)
        }
        guard let address = WebAddress(text), address.isSecure || allowsPrivate else { return outcome("address") }
        let clients = PinnedClients(fetcher)
        do {
            let answer = try await OutboundCall.traced(method.rawValue, host: address.host, status: \.status) {
                let headers = headers + OutboundCall.headers(of: trace).map { ($0.name, $0.value) }
                return try await send(method, body, to: address, headers: headers, until: start + timeLimit, clients)
            }
            await clients.close()
            return Outcome(
                status: answer.status, error: Self.error(of: answer.status), duration: .now - start, response: answer.text,
                retryAfter: answer.retryAfter)
        } catch {
            await clients.close()
            try Task.checkCancellation()
            return outcome(Self.word(for: FetchFault.failure(of: error, address: address).code))
        }
    }

    private struct Answer: Sendable {
        let status: Int
        let text: String
        let retryAfter: Duration?
    }

    private func send(
        _ method: HTTPMethod, _ body: String?, to address: WebAddress, headers: [(String, String)],
        until end: ContinuousClock.Instant, _ clients: PinnedClients
    ) async throws -> Answer {
        var last = AnalysisFailure(.siteUnreachable)
        for target in try await fetcher.targets(of: address) {
            let client = await clients.client(for: address.host, at: target, port: address.port)
            let logger = fetcher.logger
            do {
                // The client's own deadline ends with the response head; a body that drips is ended here.
                return try await Race.run(until: end, orThrow: AnalysisFailure(.siteTimeout)) {
                    try await Self.exchange(method, body, address, headers, with: client, until: end, logger: logger)
                }
            } catch {
                try Task.checkCancellation()
                last = FetchFault.failure(of: error, address: address)
                // Another address of the same name helps when this one is down, and only then.
                guard last.code == .siteUnreachable else { throw last }
            }
        }
        throw last
    }

    private static func exchange(
        _ method: HTTPMethod, _ body: String?, _ address: WebAddress, _ headers: [(String, String)], with client: HTTPClient,
        until end: ContinuousClock.Instant, logger: Logger
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: address.description)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await client.execute(request, deadline: .now() + .nanoseconds((end - .now).nanoseconds), logger: logger)
        var bytes: [UInt8] = []
        for try await buffer in response.body {
            bytes.append(contentsOf: buffer.readableBytesView.prefix(responseLimit - bytes.count))
            if bytes.count >= responseLimit { break }
        }
        let seconds = response.headers.first(name: "Retry-After").flatMap { Int64($0) }
        return Answer(
            status: Int(response.status.code), text: String(decoding: bytes, as: UTF8.self).replacing("\0", with: "\u{FFFD}"),
            retryAfter: seconds.map { .seconds(min(max($0, 0), 86_400)) })
    }

    /// - Returns: `nil` when the event was taken.
    private static func error(of status: Int) -> String? {
        switch status {
        case 200..<300: nil
        case 300..<400: "redirect"
        case 410: "gone"
        default: "status"
        }
    }

    private static func word(for code: AnalysisFailure.Code) -> String {
        switch code {
        case .sitePrivateAddress: "private_address"
        case .siteUnknownName: "unknown_name"
        case .siteTimeout: "timeout"
        case .siteTLS: "tls"
        case .siteBroken, .siteTooLarge, .siteNotHTML: "broken_answer"
        default: "unreachable"
        }
    }
}
