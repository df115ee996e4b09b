/// Why a certificate can't be served, with what mends it.
package struct CertificateFault: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Place: Sendable {
        case chain, key
    }

    /// Which of the two files is at fault; of two that do not belong together the key.
    package let place: Place
    package let reason: String
    package let mend: String

    init(_ place: Place, _ reason: String, mend: String) {
        self.place = place
        self.reason = reason
        self.mend = mend
    }

    package var description: String { "\(reason); \(mend)" }
}
