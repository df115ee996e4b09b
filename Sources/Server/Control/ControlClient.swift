import AsyncHTTPClient
import Blobs
import DataStore
import FoundationEssentials
import HTTPServing
import Identity
import JobQueue
import NIOCore
import NIOHTTP1
import Primitives

/// Asks the node on this machine: the running one by its control socket, or the data folder itself when none runs.
package struct ControlClient: Sendable {
    /// One job with its arguments, stack traces and log is the largest.
    private static let answerLimit = 32 << 20

    let settings: Settings

    package init(settings: Settings) {
        self.settings = settings
    }

    package func perform(_ request: ControlRequest) async throws -> ControlAnswer {
        do {
            let folder = try DataFolder(path: settings.dataFolder)
            return try await perform(request, in: folder)
        } catch let error as StoreError where error.code == .locked {
            // The shared client gives up on an answer after 90 seconds of silence; a backup or a check takes as long as the disk does.
            return try await HTTPClient.withHTTPClient(configuration: HTTPClient.Configuration()) { try await send(request, by: $0) }
        }
    }

    /// Asks the running node. The data folder is left alone: a node that is about to start needs it.
    ///
    /// - Parameter remedy: what to do when none runs.
    /// - Throws: ``Failure`` `unavailable` when none answers, and what it refuses with.
    func ask(running request: ControlRequest, remedy: String) async throws -> ControlAnswer {
        let answer: ControlAnswer
        do {
            // A socket on which nobody listens is no reason to wait: the one who asks wants to know.
            var configuration = HTTPClient.Configuration()
            configuration.connectionPool.retryConnectionEstablishment = false
            answer = try await HTTPClient.withHTTPClient(configuration: configuration) { try await send(request, by: $0) }
        } catch let error where error is Failure || error is CancellationError {
            throw error
        } catch {
            throw Failure(
                .unavailable,
                "No node of the profile \(settings.profile.rawValue) runs on this machine. \(remedy)",
                cause: error)
        }
        if case .refused(let code, let message) = answer { throw Failure(code, message) }
        return answer
    }

    private func perform(_ request: ControlRequest, in folder: DataFolder) async throws -> ControlAnswer {
        let store = try Store(path: settings.databasePath ?? folder.databasePath, migrations: NodeSchema.migrations)
        do {
            let answer = try await perform(request, in: folder, store)
            try store.close()
            return answer
        } catch {
            try store.close()
            throw error
        }
    }

    private func perform(_ request: ControlRequest, in folder: DataFolder, _ store: Store) async throws -> ControlAnswer {
        let address = PublicAddress(settings)
        let identities = try Identities(
            settings: settings, secret: try NodeSecret.load(from: settings, in: folder), store: store, jobs: Jobs(store: store),
            address: address)
        try await identities.keys.load()
        let blobs = try BlobStore(path: folder.blobsPath, store: store)
        let answer = try await identities.operations(in: folder, store: store, blobs: blobs, address: address).perform(request)
        try await identities.hasher.shutdown()
        return answer
    }

    private func send(_ request: ControlRequest, by client: HTTPClient) async throws -> ControlAnswer {
        let path = URL(filePath: settings.dataFolder).absoluteURL.path + "/control.sock"
        let place = try SocketPath(path)
        defer { withExtendedLifetime(place) {} }
        guard let url = URL(httpURLWithSocketPath: place.address, uri: "/control") else {
            throw Failure(.unavailable, "The control socket \(path) has a name that can't be used.")
        }
        var message = HTTPClientRequest(url: url.absoluteString)
        message.method = .POST
        // The URL's host is the socket's path, which is no host for a server.
        message.headers.add(name: "Host", value: "localhost")
        message.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(request)))
        do {
            let response = try await client.execute(message, timeout: TimeAmount(request.patience))
            let body = try await response.body.collect(upTo: Self.answerLimit)
            guard response.status == .ok else {
                throw Failure(.unavailable, "The running node answered \(response.status.code) to its operator; its log says why.")
            }
            return try JSONDecoder().decode(ControlAnswer.self, from: Data(body.readableBytesView))
        } catch let error as HTTPClientError {
            throw Failure(
                .unavailable,
                "A process holds the data folder but does not answer at \(path): \(error). It may be starting or stopping; try again.")
        }
    }
}
