/// Which machines the analyzer may connect to. Asked for every address of every hop, after name resolution.
///
/// Link-local, metadata and reserved addresses are refused by every policy: no lead's site lives there.
package struct AddressPolicy: Sendable, Hashable {
    /// An address and port that are let through whatever the rest says.
    package struct Endpoint: Sendable, Hashable {
        package let address: NetworkAddress
        package let port: Int

        package init(_ address: NetworkAddress, port: Int) {
            self.address = address
            self.port = port
        }
    }

    private let allowsLocalNetworks: Bool
    private let trusted: Set<Endpoint>

    /// The open web on ports 80 and 443; any other port is more often a service than a site.
    package static let publicOnly = AddressPolicy(allowsLocalNetworks: false, trusted: [])

    /// Also loopback and the office network, on every port: the `local` profile, where the user's own machine is the site.
    package static let allowPrivate = AddressPolicy(allowsLocalNetworks: true, trusted: [])

    /// As `publicOnly`, with named exceptions.
    package static func publicOnly(trusting endpoints: Set<Endpoint>) -> AddressPolicy {
        AddressPolicy(allowsLocalNetworks: false, trusted: endpoints)
    }

    package func permits(_ address: NetworkAddress, port: Int) -> Bool {
        if trusted.contains(Endpoint(address, port: port)) { return true }
        return switch address.kind {
        case .global: allowsLocalNetworks || port == 80 || port == 443
        case .loopback, .local: allowsLocalNetworks
        case .metadata, .special: false
        }
    }
}
