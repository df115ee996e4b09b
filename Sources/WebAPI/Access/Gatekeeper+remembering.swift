import Crypto
import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives

extension Gatekeeper {
    /// The longest body that the node takes of an operation whose answer is remembered.
    private static let bodyLimit = 8 << 20

    typealias Handler = @Sendable (Call) async throws -> Response

    /// `handler`, carried out once for each `Idempotency-Key`; the same where the operation has no key, or keeps it in its own write.
    func remembering(_ operation: Operation, _ handler: @escaping Handler) -> Handler {
        let tellsAgain: Bool
        switch operation.key {
        case .none, .optional, .required: return handler
        case .remembered: tellsAgain = true
        case .rememberedWithoutAnswer: tellsAgain = false
        }
        let isStreamed = operation.body.isStreamed
        return { [answers] call in
            guard let key = try call.idempotencyKey() else { return try await handler(call) }
            var call = call
            var hash = SHA256()
            hash.update(data: Array("\(operation.id) \(call.request.uri)\n".utf8))
            if isStreamed {
                // What may be as long as a disk is not held in memory to be compared: its kind and length stand for it.
                for name in [HTTPField.Name.contentType, .contentLength] {
                    hash.update(data: Array("\(call.request.headers.single(name) ?? "")\n".utf8))
                }
            } else {
                let body = try await call.request.collect(upTo: Self.bodyLimit, in: call.context)
                hash.update(data: Array(body.readableBytesView))
                call.request = Request(head: call.request.head, body: RequestBody(buffer: body))
            }
            if let known = try await answers.claim(key, fingerprint: Array(hash.finalize()), by: call.principal) {
                return try Self.again(known)
            }
            do {
                let response = try await handler(call)
                guard response.status.code < 400 else {
                    try await answers.release(key, by: call.principal)
                    return response
                }
                return try await Self.kept(response, tellsAgain: tellsAgain) { try await answers.keep($0, for: key, by: call.principal) }
            } catch {
                // Nothing was done: the same key is good for another try.
                try await answers.release(key, by: call.principal)
                throw error
            }
        }
    }

    private static func again(_ known: RememberedAnswers.Answer) throws(Failure) -> Response {
        guard let body = known.body else {
            throw Failure(.conflict, "This request was carried out before; what it answered holds a secret, and is told once.")
        }
        var headers = HTTPFields()
        for (name, value) in known.headers { if let name = HTTPField.Name(name) { headers[name] = value } }
        let buffer = ByteBuffer(string: body)
        return Response(
            status: .init(code: known.status), headers: headers, body: body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: buffer))
    }

    private static func kept(
        _ response: Response, tellsAgain: Bool, keep: (RememberedAnswers.Answer) async throws -> Void
    ) async throws -> Response {
        let gathered = Gathered()
        try await response.body.write(Gathering(gathered: gathered))
        let body = gathered.body
        var headers: [String: String] = [:]
        for field in response.headers where tellsAgain { headers[field.name.canonicalName] = field.value }
        try await keep(
            RememberedAnswers.Answer(
                status: response.status.code, headers: headers,
                body: tellsAgain ? String(decoding: body.readableBytesView, as: UTF8.self) : nil)
        )
        guard body.readableBytes > 0 else { return Response(status: response.status, headers: response.headers) }
        return Response(status: response.status, headers: response.headers, body: ResponseBody(byteBuffer: body))
    }

    private final class Gathered {
        var body = ByteBuffer()
    }

    /// Takes a body that is in memory already.
    private struct Gathering: ResponseBodyWriter {
        let gathered: Gathered

        mutating func write(_ buffer: ByteBuffer) async throws { gathered.body.writeImmutableBuffer(buffer) }
        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
