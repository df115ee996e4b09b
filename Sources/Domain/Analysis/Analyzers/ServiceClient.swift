import AsyncHTTPClient
import Logging
package import NIOCore
import NIOHTTP1
import NIOPosix
import Primitives

/// Asks a service that the operator named; bounded in time, in what is read, and in where it leads.
///
/// The address is the operator's own word, so it may be private; a redirect would not be, and is not followed.
package struct ServiceClient: Sendable {
    struct Answer: Sendable {
        let status: Int
        let body: [UInt8]
    }

    private let url: String
    private let host: String
    private let group: any EventLoopGroup
    private let logger: Logger

    package init(url: String, group: (any EventLoopGroup)? = nil) {
        self.url = url
        host = WebAddress(url)?.host ?? "analyzer"
        self.group = group ?? MultiThreadedEventLoopGroup.singleton
        logger = Logger(label: "analyzer")
    }

    /// - Parameters:
    ///   - path: appended to the service's address.
    ///   - trace: whose story the call belongs to.
    ///   - limit: for the whole exchange, the body included.
    ///   - maximumBytes: of the answer.
    /// - Throws: ``AnalysisFailure`` `analyzerUnreachable`, `analyzerTimeout`, `analyzerBadAnswer`; `CancellationError`.
    func post(
        _ body: [UInt8], to path: String = "", headers: [(name: String, value: String)], trace: TraceID, within limit: Duration,
        upTo maximumBytes: Int
    ) async throws -> Answer {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .nanoseconds(limit.nanoseconds)))
        configuration.httpVersion = .http1Only
        // The span is ours: it covers the answer's body, too.
        configuration.tracing.tracer = nil
        configuration.connectionPool.retryConnectionEstablishment = false
        // One connection a call: calls are seconds apart, and a service that was restarted in between must not cost an attempt.
        let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
        let outcome: Result<Answer, any Error>
        do {
            let answer = try await OutboundCall.traced("POST", host: host, status: \.status) {
                try await exchange(body, path, headers + OutboundCall.headers(of: trace), client, limit, maximumBytes)
            }
            outcome = .success(answer)
        } catch {
            outcome = .failure(Task.isCancelled ? CancellationError() : failure(of: error))
        }
        do {
            try await client.shutdown()
        } catch {
            logger.warning("A service client did not shut down", metadata: ["error": "\(error)"])
        }
        return try outcome.get()
    }

    private func exchange(
        _ body: [UInt8], _ path: String, _ headers: [(name: String, value: String)], _ client: HTTPClient, _ limit: Duration,
        _ maximumBytes: Int
    ) async throws -> Answer {
        let (url, logger) = (url + path, logger)
        let end = ContinuousClock.Instant.now + limit
        return try await Race.run(until: end, orThrow: AnalysisFailure(.analyzerTimeout)) {
            var request = HTTPClientRequest(url: url)
            request.method = .POST
            for (name, value) in headers { request.headers.add(name: name, value: value) }
            request.headers.add(name: "Content-Type", value: "application/json")
            request.headers.add(name: "Accept", value: "application/json")
            request.headers.add(name: "User-Agent", value: "\(SiteFetcher.productToken)/1.0")
            request.body = .bytes(body)
            let response = try await client.execute(request, deadline: .now() + .nanoseconds(limit.nanoseconds), logger: logger)
            var answer: [UInt8] = []
            for try await buffer in response.body {
                guard answer.count + buffer.readableBytes <= maximumBytes else {
                    throw AnalysisFailure(.analyzerBadAnswer, detail: "longer than \(maximumBytes / 1_024) KiB")
                }
                answer.append(contentsOf: buffer.readableBytesView)
            }
            return Answer(status: Int(response.status.code), body: answer)
        }
    }

    private func failure(of error: any Error) -> any Error {
        logger.notice("The analyzer did not answer", metadata: ["error": "\(error)"])
        return switch error {
        case let failure as AnalysisFailure: failure
        case let error as HTTPClientError
        where error == .deadlineExceeded || error == .readTimeout || error == .connectTimeout || error == .getConnectionFromPoolTimeout:
            AnalysisFailure(.analyzerTimeout)
        default: AnalysisFailure(.analyzerUnreachable)
        }
    }
}
