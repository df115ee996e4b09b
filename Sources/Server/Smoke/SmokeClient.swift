import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Primitives

/// Asks the node over HTTP, bounded in time and bytes; what goes wrong is a ``NodeFault``.
struct SmokeClient: Sendable {
    /// A node that answers no faster is not one to work with; more than any check wants.
    static let requestLimit = Duration.seconds(10)
    private static let connectLimit = TimeAmount.seconds(5)
    /// Lists, problems and a page with its script; a dossier has its own limit.
    static let bodyLimit = 4 << 20

    let http: HTTPClient
    let target: NodeTarget
    let token: Secret?
    let trust: NodeTrust

    /// A redirect is a finding here, and a refused connection shall be reported at once.
    static func configuration(trusting trust: NodeTrust) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(tlsConfiguration: trust.configuration, redirectConfiguration: .disallow)
        configuration.timeout.connect = connectLimit
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    func get(_ path: String, headers: HTTPHeaders = [:], upTo limit: Int = bodyLimit) async throws -> NodeAnswer {
        try await send(.GET, path, headers: headers, body: nil, upTo: limit)
    }

    func post(_ path: String, json body: ByteBuffer? = nil, headers: HTTPHeaders = [:]) async throws -> NodeAnswer {
        var headers = headers
        if body != nil { headers.add(name: "Content-Type", value: "application/json") }
        return try await send(.POST, path, headers: headers, body: body, upTo: Self.bodyLimit)
    }

    func put(_ path: String, _ body: ByteBuffer, type: String) async throws -> NodeAnswer {
        try await send(.PUT, path, headers: ["Content-Type": type], body: body, upTo: Self.bodyLimit)
    }

    func delete(_ path: String, headers: HTTPHeaders) async throws -> NodeAnswer {
        try await send(.DELETE, path, headers: headers, body: nil, upTo: Self.bodyLimit)
    }

    private func send(
        _ method: HTTPMethod, _ path: String, headers: HTTPHeaders, body: ByteBuffer?, upTo limit: Int
    ) async throws
        -> NodeAnswer
    {
        let name = "\(method.rawValue) \(path.prefix { $0 != "?" })"
        var request = HTTPClientRequest(url: target.origin + path)
        request.method = method
        request.headers = headers
        if let token { request.headers.replaceOrAdd(name: "Authorization", value: "Bearer \(token.revealedText)") }
        if let body { request.body = .bytes(body) }
        let message = request
        do {
            // The client's own deadline ends with the head of the answer; a body that trickles would escape it.
            return try await Deadline.within(Self.requestLimit) { [http] in
                let response = try await http.execute(message, deadline: .distantFuture)
                let body = try await response.body.collect(upTo: limit)
                return NodeAnswer(request: name, status: Int(response.status.code), headers: response.headers, body: body)
            }
        } catch let error as CancellationError {
            throw error
        } catch is Deadline.Passed {
            throw NodeFault("\(name) was not answered within \(Self.requestLimit.inSeconds)", isUnreachable: true)
        } catch is NIOTooManyBytesError {
            throw NodeFault("\(name) was answered with more than \(limit) bytes")
        } catch {
            throw NodeFault(connecting: error, to: target)
        }
    }
}
