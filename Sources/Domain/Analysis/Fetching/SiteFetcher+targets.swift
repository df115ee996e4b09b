import Logging

extension SiteFetcher {
    /// The addresses of a host that may be connected to, the preferred first.
    ///
    /// - Throws: `AnalysisFailure` for a name that has no address, or none that the policy permits.
    func targets(of address: WebAddress) async throws -> [NetworkAddress] {
        let found: [NetworkAddress]
        do {
            found = try await resolver.addresses(address.host)
        } catch is NameResolver.LookupTimeout {
            throw AnalysisFailure(.siteUnknownName)
        }
        guard !found.isEmpty else { throw AnalysisFailure(.siteUnknownName) }
        let permitted = found.filter { policy.permits($0, port: address.port) }
        guard !permitted.isEmpty else {
            logger.notice("A site address was refused by policy", metadata: ["url": "\(address)", "addresses": "\(found)"])
            throw AnalysisFailure(.sitePrivateAddress)
        }
        return Array(permitted.prefix(limits.addressesTried))
    }
}
