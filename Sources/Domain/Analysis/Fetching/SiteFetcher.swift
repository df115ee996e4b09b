package import Logging
package import NIOCore
import NIOPosix

/// How this node reads sites: who it says it is, where it may connect, and how much it may take.
package struct SiteFetcher: Sendable {
    /// What robots.txt files call us (RFC 9309 §2.2.1).
    package static let productToken = "UprisingNode"

    let userAgent: String
    let policy: AddressPolicy
    let limits: FetchLimits
    let resolver: NameResolver
    let group: any EventLoopGroup
    let logger: Logger
    /// Tests move it by hand.
    var moment: @Sendable () -> ContinuousClock.Instant = { .now }

    /// - Parameter contact: A page where a site's owner learns who visits; stands in the user agent.
    package init(
        policy: AddressPolicy, contact: String? = nil, limits: FetchLimits = FetchLimits(),
        resolver: NameResolver? = nil, group: (any EventLoopGroup)? = nil,
        logger: Logger = Logger(label: "analysis")
    ) {
        let reference = contact.map { " (+\($0.filter { $0.isASCII && !$0.isWhitespace && !"()".contains($0) }))" }
        userAgent = "\(Self.productToken)/1.0\(reference ?? "")"
        self.policy = policy
        self.limits = limits
        let group = group ?? MultiThreadedEventLoopGroup.singleton
        self.group = group
        self.resolver = resolver ?? .system(group: group)
        self.logger = logger
    }

    /// Lends a visit whose connections are closed when `body` returns or throws.
    func visit<Value>(_ body: (SiteVisit) async throws -> Value) async throws -> Value {
        let visit = SiteVisit(self)
        do {
            let value = try await body(visit)
            await visit.close()
            return value
        } catch {
            await visit.close()
            throw error
        }
    }
}
