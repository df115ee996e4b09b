/// While one lives, no stored file is removed, whoever stops referring to it: for who copies all that there was at one moment.
package final class BlobPin: Sendable {
    private let leases: BlobLeases

    init(leases: BlobLeases) {
        self.leases = leases
        leases.pin()
    }

    deinit { leases.unpin() }
}

extension BlobStore {
    /// What goes meanwhile is removed by the first sweep after the pin.
    package func pin() -> BlobPin { BlobPin(leases: leases) }
}
