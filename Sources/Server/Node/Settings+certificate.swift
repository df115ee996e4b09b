import FoundationEssentials
import HTTPServing
import Logging
import Primitives

extension Settings {
    /// The certificate that the node serves; `nil` where it speaks plain HTTP.
    ///
    /// One that has expired is served all the same, and said aloud: browsers warn of it, the page and alerts tell of it, programs of this
    /// machine go on working, and its renewal is taken without a restart. A node that did not start would help nobody.
    ///
    /// - Throws: ``ConfigurationFaults`` for files that can't be served.
    func servingCertificate(clock: WallClock = .system, logger: Logger) throws -> ServingCertificate? {
        guard let tls else { return nil }
        let certificate: ServingCertificate
        do throws(CertificateFault) {
            certificate = try ServingCertificate(tls.files, clock: clock)
        } catch {
            throw ConfigurationFaults(profile: profile, faults: ["\(error.setting.rawValue): \(error)"])
        }
        let loaded = certificate.current
        if loaded.isExpired(at: clock.now()) {
            logger.critical(
                "The certificate has expired, and no browser trusts this node: renew it",
                metadata: ["file": "\(tls.files.chain)", "expired": "\(loaded.validUntil)"])
        } else if clock.now() < loaded.validFrom {
            logger.critical(
                "The certificate is not valid yet: set the clock, or give another one",
                metadata: ["file": "\(tls.files.chain)", "validFrom": "\(loaded.validFrom)"])
        }
        if let host = appURL.flatMap({ URL(string: $0)?.host }), !loaded.covers(host: host) {
            logger.error(
                "The certificate is not for the host of NEXT_PUBLIC_APP_URL, and no browser trusts this node: give one that is",
                metadata: ["host": "\(host)", "names": "\(loaded.names.prefix(10).joined(separator: ", "))"])
        }
        return certificate
    }
}

extension CertificateFault {
    var setting: Setting {
        switch place {
        case .chain: .tlsCertificateFile
        case .key: .tlsKeyFile
        }
    }
}
