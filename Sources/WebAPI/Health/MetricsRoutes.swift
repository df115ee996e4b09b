import HTTPServing
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives
import Telemetry

/// `/metrics`, for Prometheus and whatever reads its format.
///
/// Not of the API: a scraper has no account. With `METRICS_TOKEN` set it must send that as a bearer token; without, only programs on this machine
/// are answered, and what a proxy passes on is not from this machine.
struct MetricsRoutes: Sendable {
    private static let proxyHeaders = ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"].compactMap {
        HTTPField.Name($0)
    }
    private static let loopback: Set<String> = ["127.0.0.1", "::1"]

    let exposition: Exposition
    let token: Secret?

    func add(to router: some RouterMethods<APIContext>) {
        router.get("metrics") { [self] request, context in
            try admit(request, from: context.record.remoteAddress?.ipAddress)
            let body = ByteBuffer(bytes: await exposition.bytes())
            return Response(
                status: .ok,
                headers: [
                    .contentType: MetricText.contentType, .contentLength: "\(body.readableBytes)", .cacheControl: "no-store",
                ], body: ResponseBody(byteBuffer: body))
        }
    }

    /// - Throws: ``Failure`` `unauthenticated`, `forbidden`.
    private func admit(_ request: Request, from address: String?) throws(Failure) {
        if let token {
            guard let given = request.headers[.authorization], Secret(given) == Secret("Bearer " + token.revealedText) else {
                throw Failure(.unauthenticated, "Send METRICS_TOKEN as a bearer token.")
            }
            return
        }
        let isPassedOn = Self.proxyHeaders.contains { request.headers[$0] != nil }
        guard !isPassedOn, let address, Self.loopback.contains(address) else {
            throw Failure(.forbidden, "Metrics are for programs on this machine. Set METRICS_TOKEN to read them from elsewhere.")
        }
    }
}
