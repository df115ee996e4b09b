import FoundationEssentials
import HTTPServing
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The door for the operator's commands: a socket in the data folder that only the node's own user can open.
struct ControlServer: Sendable {
    /// A name, a role and a workspace.
    private static let bodyLimit = 16_384

    let operations: ControlOperations

    func service(path: String, eventLoopGroup: any EventLoopGroup, logger: Logger) -> HTTPService<RouterResponder<PlainContext>> {
        let router = Router<PlainContext>.serving()
        router.post("control") { request, context in
            let body = try await request.collect(upTo: Self.bodyLimit, in: context)
            let wanted = try JSONDecoder().decode(ControlRequest.self, from: Data(body.readableBytesView))
            let answer = try await operations.perform(wanted)
            let bytes = ByteBuffer(bytes: try JSONEncoder().encode(answer))
            return Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: bytes))
        }
        return HTTPService(address: .unix(path: path), router: router, eventLoopGroup: eventLoopGroup, logger: logger)
    }
}
