import HTTPServing
import Primitives
import Telemetry

/// The certificate that new connections are served with.
struct CertificateSource: MetricSource {
    let certificate: ServingCertificate?

    func write(to text: inout MetricText) async {
        guard let certificate else { return }
        text.family(Families.certificateExpiry, Double(certificate.current.validUntil.seconds))
    }
}
