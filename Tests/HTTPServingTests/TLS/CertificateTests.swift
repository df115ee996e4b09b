import FoundationEssentials
import NIOSSL
import Primitives
import TestSupport
import Testing

@testable import HTTPServing

struct CertificateTests {
    @Test func `A pair that can't be served is refused with the file at fault and what mends it`() async throws {
        try await withFolder { folder in
            let maker = try CertificateMaker(in: folder)
            let node = try maker.make()
            let other = try maker.make("other")
            func fault(_ chain: String, _ key: String) -> CertificateFault? {
                #expect(throws: CertificateFault.self) { try LoadedCertificate(CertificateFiles(chain: chain, key: key)) }
            }
            let missing = fault(folder + "/none.pem", node.key)
            #expect(missing?.place == .chain && missing?.reason.contains("No such file") == true)
            #expect(fault(node.key, node.key)?.reason.contains("no certificate") == true)
            #expect(fault(folder, node.key)?.reason.contains("no file of certificates") == true)
            let mismatch = fault(node.chain, other.key)
            #expect(mismatch?.place == .key && mismatch?.reason.contains("does not belong") == true)
            #expect(fault(node.chain, node.chain)?.place == .key)

            try maker.run(["pkey", "-in", node.key, "-aes256", "-passout", "pass:secret", "-out", folder + "/locked.key"])
            #expect(fault(node.chain, folder + "/locked.key")?.mend.contains("openssl pkey") == true)

            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: node.key)
            let open = fault(node.chain, node.key)
            #expect(open?.reason.contains("every user") == true && open?.mend.contains("chmod o-rwx \(node.key)") == true)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: node.key)
            _ = try LoadedCertificate(CertificateFiles(chain: node.chain, key: node.key))
        }
    }

    @Test func `A certificate is for the names in it, and a wildcard for one label`() async throws {
        try await withFolder { folder in
            let made = try CertificateMaker(in: folder).make(names: "DNS:Crm.example,DNS:*.leads.example,IP:127.0.0.1,IP:::1")
            let loaded = try LoadedCertificate(CertificateFiles(chain: made.chain, key: made.key))
            for host in ["crm.example", "CRM.example", "a.leads.example", "127.0.0.1", "::1"] {
                #expect(loaded.covers(host: host), "\(host)")
            }
            for host in ["example", "a.crm.example", "leads.example", "a.b.leads.example", "127.0.0.2"] {
                #expect(!loaded.covers(host: host), "\(host)")
            }
            #expect((29...31).contains((loaded.validUntil - .now()).components.seconds / 86_400 + 1))
        }
    }

    @Test func `Changed files are taken once they stay the same, and what can't be served leaves the one before`() async throws {
        try await withFolder { folder in
            let maker = try CertificateMaker(in: folder)
            let made = try maker.make()
            let certificate = try ServingCertificate(CertificateFiles(chain: made.chain, key: made.key))
            let first = try certificate.current.chain[0].toDERBytes()
            guard case .unchanged = certificate.look() else { throw Surprise() }

            // A chain without its key: as renewals leave it for a moment.
            try maker.make("next")
            try FileManager.default.removeItem(atPath: made.chain)
            try FileManager.default.copyItem(atPath: folder + "/next.pem", toPath: made.chain)
            guard case .changing = certificate.look() else { throw Surprise() }
            guard case .refused(let fault) = certificate.look() else { throw Surprise() }
            #expect(fault.place == .key)
            #expect(try certificate.current.chain[0].toDERBytes() == first)
            // Told once.
            guard case .unchanged = certificate.look() else { throw Surprise() }

            try FileManager.default.removeItem(atPath: made.key)
            try FileManager.default.copyItem(atPath: folder + "/next.key", toPath: made.key)
            guard case .changing = certificate.look(), case .taken = certificate.look() else { throw Surprise() }
            #expect(try certificate.current.chain[0].toDERBytes() != first)
        }
    }

    @Test func `An expired certificate takes the place of an expired one only`() async throws {
        try await withFolder { folder in
            let maker = try CertificateMaker(in: folder)
            let made = try maker.make(days: 10)
            let clock = ManualClock(.now())
            let certificate = try ServingCertificate(CertificateFiles(chain: made.chain, key: made.key), clock: clock.wallClock)
            #expect(certificate.timeLeft > .days(9))
            try maker.make(days: -1)
            guard case .changing = certificate.look(), case .refused(let fault) = certificate.look() else { throw Surprise() }
            #expect(fault.reason.contains("expired"))
            clock.advance(by: .days(11))
            #expect(certificate.timeLeft < .zero && certificate.current.isExpired(at: clock.now))
            try maker.make(days: -1)
            guard case .changing = certificate.look(), case .taken = certificate.look() else { throw Surprise() }
        }
    }

    private struct Surprise: Error {}
}
