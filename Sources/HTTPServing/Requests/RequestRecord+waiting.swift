import NIOCore

extension RequestRecord {
    /// Runs `body`, and cancels it when the client goes away meanwhile: for answers that may be a minute in coming.
    ///
    /// A client that closes its half of the connection has gone, too: whoever waits for long keeps both open.
    /// - Returns: what `body` ended with all the same, and whether there is anybody left to tell.
    package func whileClientWaits<Value: Sendable>(
        _ body: @Sendable @escaping () async throws -> Value
    ) async throws -> (value: Value, isClientGone: Bool) {
        waits = true
        guard let channel else { return (try await body(), false) }
        let (goings, continuation) = AsyncStream.makeStream(of: Void.self)
        try await channel.eventLoop.submit {
            // A connection that has ended has no such handler any more.
            guard let connection = try? channel.pipeline.syncOperations.handler(type: HTTPConnection.self) else {
                return continuation.finish()
            }
            connection.onClientGone { continuation.finish() }
        }.get()
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in goings {}
                return nil
            }
            defer { group.cancelAll() }
            var isClientGone = false
            while let ended = try await group.next() {
                if let ended { return (ended, isClientGone) }
                isClientGone = !Task.isCancelled
                group.cancelAll()
            }
            throw CancellationError()
        }
    }
}
