/// Why a root secret was refused; never quotes it.
package struct WeakSecret: Error, Sendable, CustomStringConvertible {
    /// What is wrong, to be put behind the setting's name.
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }

    package var description: String { "\(reason); make one with: openssl rand -base64 32" }
}
