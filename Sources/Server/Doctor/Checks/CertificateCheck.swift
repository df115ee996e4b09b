import FoundationEssentials
import HTTPServing
import NIOSSL
import Primitives
import Telemetry

/// That browsers take the certificate: the node's own, or that of the proxy before it.
struct CertificateCheck: DoctorCheck {
    /// As the alert `certificate` has it.
    private static let soon = Duration.days(Int64(AlertRuleName.certificate.standard.threshold))

    let place: Surroundings
    let name = "certificate"

    func run() throws -> [DoctorFinding] {
        if let tls = place.settings.tls { return own(tls.files) }
        guard let url = place.settings.appURL, url.hasPrefix("https://") else {
            return [.ok("none is wanted: the node is not reached over https")]
        }
        return [outside(try NodeTarget(Self.origin(of: url)))]
    }

    private static func origin(of url: String) -> String {
        url.split(separator: "/", omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
    }

    // MARK: The node's own

    private func own(_ files: CertificateFiles) -> [DoctorFinding] {
        let loaded: LoadedCertificate
        do throws(CertificateFault) {
            loaded = try LoadedCertificate(files)
        } catch {
            return [.fail("\(error.setting.rawValue): \(error.reason)", mend: error.mend)]
        }
        let renewal = "renew it and leave the files where they are: the node takes them by itself"
        let time = time(from: loaded.validFrom, until: loaded.validUntil, of: files.chain, mend: renewal)
        return [time, hostName(loaded)].compactMap { $0 } + (time.state == .fail ? [] : [chain(loaded, files)].compactMap { $0 })
    }

    private func time(from start: Timestamp, until end: Timestamp, of what: String, mend: String) -> DoctorFinding {
        let now = place.clock.now()
        if now >= end { return .fail("\(what) has expired at \(end): no browser trusts the node", mend: mend) }
        if now < start {
            return .fail("\(what) is not good before \(start): no browser trusts the node", mend: "set the clock: timedatectl set-ntp true")
        }
        let words = "\(what) is good until \(end), \((end - now).words) more"
        return end - now < Self.soon ? .warn(words, mend: mend) : .ok(words)
    }

    private func hostName(_ loaded: LoadedCertificate) -> DoctorFinding? {
        guard let host = place.publicHost, !loaded.covers(host: host) else { return nil }
        let names = loaded.names.isEmpty ? "no name at all" : loaded.names.prefix(5).joined(separator: ", ")
        return .fail(
            "it is for \(names), and not for \(host) of NEXT_PUBLIC_APP_URL",
            mend: "have one issued for \(host), or correct NEXT_PUBLIC_APP_URL")
    }

    private func chain(_ loaded: LoadedCertificate, _ files: CertificateFiles) -> DoctorFinding? {
        do {
            try TLSTrial.tryOut(loaded.context, trusting: place.trust)
            return nil
        } catch {
            return .warn(
                "nobody whom this machine trusts vouches for it by what is in \(files.chain)",
                mend: "put the whole chain there (certbot's fullchain.pem); of a private authority: uprising doctor --ca-file AUTHORITY.pem"
            )
        }
    }

    // MARK: The proxy's

    private func outside(_ target: NodeTarget) -> DoctorFinding {
        do {
            let certificate = try TLSTrial.certificate(of: target, trusting: place.trust)
            return time(
                from: Timestamp(seconds: Int64(certificate.notValidBefore)), until: Timestamp(seconds: Int64(certificate.notValidAfter)),
                of: "that of \(target.origin)", mend: "renew it where the proxy has it; its log says why it did not")
        } catch {
            let fault = NodeFault(connecting: error, to: target)
            let look = "openssl s_client -connect \(target.host):\(target.port) -servername \(target.host)"
            guard fault.isUnreachable, !fault.description.contains("certificate"), !fault.description.contains("TLS") else {
                return .fail("browsers don't take it: \(fault)", mend: "see what the proxy serves: \(look)")
            }
            return .warn("it can't be looked at from this machine: \(fault)", mend: "look from elsewhere: \(look)")
        }
    }
}
