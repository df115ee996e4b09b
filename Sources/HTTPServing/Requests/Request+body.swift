import HTTPTypes
package import Hummingbird
package import NIOCore
import Primitives

extension Request {
    /// The whole body, at most `limit` bytes.
    ///
    /// A larger Content-Length is refused before a byte is read.
    /// - Throws: `Failure` with `body_too_large`, `malformed_body` when the client stopped in the middle, or `request_timeout`.
    package func collect(upTo limit: Int, in context: some ServingContext) async throws -> ByteBuffer {
        var whole = ByteBuffer()
        for try await part in try chunks(upTo: limit, in: context) {
            if whole.readableBytes == 0 { whole = part } else { whole.writeImmutableBuffer(part) }
        }
        return whole
    }

    /// The body as it comes, at most `limit` bytes; throws as `collect(upTo:in:)` does, also from the iteration.
    package func chunks(upTo limit: Int, in context: some ServingContext) throws -> LimitedBody {
        let length = headers.single(.contentLength).flatMap { Int($0) }
        if let length, length > limit { throw LimitedBody.tooLarge(limit) }
        if headers.contains(.expect) { context.record.inviteBody() }
        return LimitedBody(body: body, limit: limit, length: length)
    }
}

/// A request's body that ends in a failure beyond its limit or short of its length.
package struct LimitedBody: AsyncSequence {
    package struct AsyncIterator: AsyncIteratorProtocol {
        var parts: RequestBody.AsyncIterator
        let limit: Int
        let length: Int?
        var count = 0

        @concurrent package mutating func next() async throws -> ByteBuffer? {
            guard let part = try await parts.next() else {
                // Hummingbird ends the sequence likewise when the connection ends.
                if let length, count < length {
                    throw Primitives.Failure(.malformedBody, "The request's body ended before its Content-Length.")
                }
                return nil
            }
            count += part.readableBytes
            guard count <= limit else { throw LimitedBody.tooLarge(limit) }
            return part
        }
    }

    let body: RequestBody
    let limit: Int
    let length: Int?

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(parts: body.makeAsyncIterator(), limit: limit, length: length)
    }

    static func tooLarge(_ limit: Int) -> Primitives.Failure {
        Primitives.Failure(.bodyTooLarge, "The request's body is larger than the \(limit) bytes that this address takes.")
    }
}
